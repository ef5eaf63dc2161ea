"""Two scenarios on the same people: how much they differ, since when, how surely, and through what::

    runs = ks.run([base, faster], replications=50)
    difference = ks.compare(runs)                       # or ks.compare("runs/one", "runs/two", reference="basis")
    difference.table("coa.occupancy", "2028-01-01")     # one row a scenario, series and date
    difference.explain("2028-01-01").table()            # the causes, which add up to the person

``compare`` takes results of ``run`` and paths of run folders, made by any versions, and gives a
:class:`~ketensim.comparison.comparison.Comparison`. A scenario is known by its label: its name, or ``name@folder`` where several
folders have a scenario of that name. The first one is the reference unless ``reference`` names another. Tables are pandas:

=========================================  ==========================================================================================
``table(series, date)``                    scenario, reference, series, period, unit, reference_median, scenario_median, mean, median,
                                           low50, high50, low80, high80, low95, high95, se, probability_above, n
``over_time(series)``                      the same for every day of a stock, month of a flow, quarter of a mean or share
``levels(series)``                         scenario, series, period, median, low50 ... high95 of each scenario alone, over the same time
``first_difference(series)``               scenario, reference, series, first, clear
``peak(series)``                           scenario, series, of, median, low80, high80, when, when_low80, when_high80, at_end, n
``days_above(series, threshold)``          scenario, series, threshold, median, low80, high80, ever, first, mean_difference, low80_difference,
                                           high80_difference, n
``pairs_needed(series, date, half_width)`` scenario, series, period, mean, wanted, half_width, counted, now, needed, more_pairs
``scenario_differences()``                 scenario, reference, key, unit, from, until, on, reference_value, scenario_value,
                                           reference_steps, scenario_steps
``explain(date)``,                         an :class:`~ketensim.comparison.causes.Explanation`: ``table()`` has scenario, reference, begin, end, group,
``explain(begin, end, scenario)``          cause, part, mean, low80, high80, n; ``pairs()`` the same a pair; ``nationalities()`` by nationality
``caveats()``                              what to know of these numbers, as (key, facts)
=========================================  ==========================================================================================

``mean`` to ``high95`` are of the difference, scenario less reference, over pairs: the same member and replication of both.
"""
