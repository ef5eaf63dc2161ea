"""What moves people through time; it knows nothing of asylum.

One person is followed like this. She is a row in :class:`~ketensim.engine.people.People`, named by where she came from,
the day and her rank in that day, and every chance she will ever meet follows from that name
(:mod:`~ketensim.engine.luck`). She is always in exactly one state of every *track* (a chain has two: where the file is,
where the person sleeps). A station takes her in: a :class:`~ketensim.engine.stations.Delay` lets her go when her own
time is up, a :class:`~ketensim.engine.stations.Desk` when there is capacity and nobody is before her. Every move is
written in the :class:`~ketensim.engine.ledger.Ledger`, so that at each day end the books close to the person.

Within a day the order is fixed: arrivals, then what has come to its end (delays and patience), then service, then the
record of the day. A day ``d`` runs from time ``d`` to ``d + 1``; service happens at its end, at ``d + 1``.
"""
