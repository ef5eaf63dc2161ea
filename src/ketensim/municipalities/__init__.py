"""National results split over municipalities by the statutory key (report 7.1.1; Huisvestingswet 2014, articles 28 and 29)::

    import ketensim as ks

    table = ks.split_municipalities("runs/base", "municipalities.csv")                  # a row a municipality, half year and series
    provinces = ks.split_municipalities("runs/base", "municipalities.csv", by="province")

It is arithmetic on the results of the country. What a municipality will do of its own is not in it.
"""
