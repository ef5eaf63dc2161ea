"""Every text of tables and charts, in English and Dutch side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ketensim.calibration.figures import Figure

LANGUAGES = ("en", "nl")

LABELS: dict[str, tuple[str, str]] = {  # key: (English, Dutch)
    # tables in the terminal
    "held.title": ("Held against what was published", "Naast wat gepubliceerd is"),
    "projection.title": ("Projection: median, and the 80% interval of {year}", "Projectie: mediaan, en het 80%-interval van {year}"),
    "at.end": ("at 31 December", "op 31 december"),
    "over.year": ("over the year", "over het jaar"),
    "median": ("median", "mediaan"),
    "low": ("80% low", "80% laag"),
    "high": ("80% high", "80% hoog"),
    "published": ("published", "gepubl."),
    "off": ("off", "ernaast"),
    "ok": ("ok", "ok"),
    "out": ("out", "uit"),
    "held": ("{met} of {all} published figures with a tolerance are met.", "{met} van {all} gepubliceerde cijfers met een tolerantie worden gehaald."),
    "held.others": ("Out as well, not in the table:", "Ook niet gehaald, niet in de tabel:"),
    "interval": (
        "{n} replications. The interval holds chance only: inflow and parameters are uncertain too, and by more.",
        "{n} herhalingen. Het interval bevat alleen toeval: instroom en parameters zijn ook onzeker, en meer.",
    ),
    "interval.members": (
        "{m} members x {n} replications. The interval holds inflow and parameters that are not known, and chance.",
        "{m} leden x {n} herhalingen. Het interval bevat onbekende instroom en parameters, en toeval.",
    ),
    "interval.variance": (
        "Of the width of COA occupancy at the end of {year}: inflow {inflow}, parameters {parameters}, chance {chance}.",
        "Van de breedte van de COA-bezetting eind {year}: instroom {inflow}, parameters {parameters}, toeval {chance}.",
    ),
    "interval.one": ("One replication, so without an interval.", "Eén herhaling, dus zonder interval."),
    "short": (
        "The run has no whole year; months and quarters stand in periods.parquet.",
        "De run heeft geen heel jaar; maanden en kwartalen staan in periods.parquet.",
    ),
    "where": (
        "{folder}: tables, summary and {charts} chart files; {moves} moves, {cpu} s CPU, {wall} s wall",
        "{folder}: tabellen, samenvatting en {charts} grafiekbestanden; {moves} overgangen, {cpu} s CPU, {wall} s doorlooptijd",
    ),
    # all charts
    "observed": ("published figure", "gepubliceerd cijfer"),
    "band": ("80% interval", "80%-interval"),
    "projection": ("projection", "projectie"),
    "persons": ("Persons, at the end of each day", "Personen, aan het eind van elke dag"),
    "files": ("Files, at the end of each day", "Dossiers, aan het eind van elke dag"),
    "chance": (
        "Lines: median of {n} replications. Band: 80% interval, of chance only; inflow and parameters are uncertain too, and by more.",
        "Lijnen: mediaan van {n} herhalingen. Band: 80%-interval, alleen van toeval; instroom en parameters zijn ook onzeker, en meer.",
    ),
    "members": (
        "Lines: median of {m} members x {n} replications. Band: 80% interval, of inflow and parameters that are not known, and of chance.",
        "Lijnen: mediaan van {m} leden x {n} herhalingen. Band: 80%-interval, van onbekende instroom en parameters, en van toeval.",
    ),
    "members.bars": (
        "Bars and line: median of {m} members x {n} replications. Whiskers and band: 80% interval, of inflow and parameters that are not known, and of chance.",
        "Staven en lijn: mediaan van {m} leden x {n} herhalingen. Streepjes en band: 80%-interval, van onbekende instroom en parameters, en van toeval.",
    ),
    "chance.bars": (
        "Bars and line: median of {n} replications. Whiskers and band: 80% interval, of chance only; inflow and parameters are uncertain too, and by more.",
        "Staven en lijn: mediaan van {n} herhalingen. Streepjes en band: 80%-interval, alleen van toeval; instroom en parameters zijn ook onzeker, en meer.",
    ),
    "chance.one": ("One replication, so without an interval.", "Eén herhaling, dus zonder interval."),
    "model": ("Model: ketensim {version}, scenario {name} ({hash}), seed {seed}.", "Model: ketensim {version}, scenario {name} ({hash}), seed {seed}."),
    "model.scaled": ("Simulated at scale {scale}.", "Gesimuleerd op schaal {scale}."),
    "source": ("Published figures: {}.", "Gepubliceerde cijfers: {}."),
    "figure": ("figure {}", "figuur {}"),
    "figures": ("figures {}", "figuren {}"),
    # COA
    "coa.title": ("COA occupancy by group", "Bezetting COA naar groep"),
    "coa.occupancy": ("total", "totaal"),
    "coa.in_procedure": ("in procedure", "in procedure"),
    "coa.status_holders": ("status holders", "statushouders"),
    "coa.departing": ("have to leave", "in vertrek"),
    "coa.amv": ("amv (in all groups)", "amv's (in alle groepen)"),
    "coa.note": (
        "amv: unaccompanied minors, counted in the other groups too.",
        "amv: alleenstaande minderjarige vreemdeling, ook in de andere groepen geteld.",
    ),
    # IND
    "ind.title": ("First applications pending at the IND, by track", "Eerste aanvragen bij de IND, naar spoor"),
    "ind.backlog": ("total", "totaal"),
    "ind.backlog.spoor1": ("spoor 1 (Dublin)", "spoor 1 (Dublin)"),
    "ind.backlog.spoor2": ("spoor 2", "spoor 2"),
    "ind.backlog.aa": ("spoor 4: AA", "spoor 4: AA"),
    "ind.backlog.va": ("spoor 4: VA", "spoor 4: VA"),
    "ind.note": (
        "AA: general procedure (waiting included), VA: extended procedure. Spoor 2: safe country or protection elsewhere.",
        "AA: algemene procedure (met wachttijd), VA: verlengde procedure. Spoor 2: veilig land of bescherming elders.",
    ),
    # nareis
    "nareis.title": ("Family abroad waiting for a nareis decision", "Familie in het buitenland in afwachting van een nareisbesluit"),
    "nareis.waiting_abroad": ("total", "totaal"),
    "nareis.waiting_abroad.mvv": ("mvv-nareis", "mvv-nareis"),
    "nareis.waiting_abroad.evrm8": ("article 8 ECHR", "8 EVRM"),
    # housing
    "housing.title": ("Taakstelling, status holders housed, and arrears", "Taakstelling, gehuisveste statushouders en achterstand"),
    "housing.unit": ("Persons per half year; arrears at its end", "Personen per halfjaar; achterstand aan het eind ervan"),
    "housing.taakstelling": ("taakstelling", "taakstelling"),
    "housing.housed": ("housed", "gehuisvest"),
    "housing.arrears": ("arrears (below nought: ahead)", "achterstand (onder nul: voorsprong)"),
    "half.1": ("1st half\n{}", "1e helft\n{}"),
    "half.2": ("2nd half\n{}", "2e helft\n{}"),
    # flows
    "flows.title": ("Who came to COA and who left in {}", "Wie bij COA kwam en wie vertrok in {}"),
    "flows.unit": ("Persons, median of the simulation; widths to scale", "Personen, mediaan van de simulatie; breedte op schaal"),
    "flows.decisions": (
        "IND, first applications: {granted} granted, {rejected} rejected, {other} other. Appeals filed: {appeals}. "
        "Nareis (mvv and article 8): {asked} asked, {arrived} arrived.",
        "IND, eerste aanvragen: {granted} ingewilligd, {rejected} afgewezen, {other} overig. Beroepen: {appeals}. "
        "Nareis (mvv en 8 EVRM): {asked} gevraagd, {arrived} ingereisd.",
    ),
    "flows.start": ("start of the year", "begin van het jaar"),
    "flows.end": ("end of the year", "eind van het jaar"),
    "coa.inflow.applicant": ("applicants", "aanvragers"),
    "coa.inflow.nareis": ("nareis family", "nareizigers"),
    "coa.inflow.evrm8": ("family, article 8 ECHR", "familie, 8 EVRM"),
    "coa.inflow.returned": ("returned after leaving", "teruggekeerd na vertrek"),
    "coa.inflow.permit": ("lived elsewhere, got a permit", "woonde elders, kreeg vergunning"),
    "coa.inflow.nidos": ("turned 18 with Nidos", "werd 18 bij Nidos"),
    "coa.outflow.housed": ("housed in a municipality", "gehuisvest in een gemeente"),
    "coa.outflow.host": ("to family or friends, file open", "naar familie of vrienden, dossier open"),
    "coa.outflow.file_open": ("withdrawn or disappeared", "ingetrokken of verdwenen"),
    "coa.outflow.dublin": ("Dublin: transferred or gone", "Dublin: overgedragen of weg"),
    "coa.outflow.rejected": ("rejected, left", "afgewezen, vertrokken"),
}  # fmt: skip

# series in the tables of the terminal: at most 22 characters
SHORT: dict[str, tuple[str, str]] = {
    "coa.occupancy": ("COA occupancy", "bezetting COA"),
    "coa.status_holders": ("status holders at COA", "statushouders bij COA"),
    "coa.amv": ("amv at COA", "amv's bij COA"),
    "ind.backlog": ("first files at IND", "eerste dossiers IND"),
    "ind.open_procedures": ("open procedures", "open procedures"),
    "courts.pending": ("main appeals pending", "beroepen aanhangig"),
    "nareis.waiting_abroad": ("family waiting abroad", "familie wacht elders"),
    "housing.arrears": ("arrears taakstelling", "achterstand taakst."),
    "inflow.first": ("first applications", "eerste aanvragen"),
    "ind.decisions_first.total": ("first decisions", "eerste beslissingen"),
    "ind.decisions_first.grant": ("- of which granted", "- ingewilligd"),
    "ind.permits.total": ("asylum permits", "asielvergunningen"),
    "nareis.mvv.applications": ("mvv-nareis asked", "mvv-nareis gevraagd"),
    "inflow.nareis_arrivals": ("nareis arrivals", "ingereisde nareizigers"),
    "coa.inflow": ("came to COA", "instroom COA"),
    "coa.outflow": ("left COA", "uitstroom COA"),
    "coa.status_outflow": ("- status holders", "- statushouders"),
    "housing.housed": ("status holders housed", "gehuisvest"),
    "departure.dtenv.total": ("outflow DTenV", "uitstroom DTenV"),
}

# where figures in charts come from, as calibration/figures.csv names it; what is not here is named so in both languages
SOURCES: dict[str, tuple[str, str]] = {
    "press quoting IND year figures 2023": ("IND year figures 2023 (press)", "IND Jaarcijfers 2023 (pers)"),
    "press quoting IND year figures 2024": ("IND year figures 2024 (press)", "IND Jaarcijfers 2024 (pers)"),
    "AIDA country report Netherlands (statistics)": ("AIDA country report", "AIDA-landenrapport"),
    "derived from figure 63": ("end of 2023 from figure 63", "eind 2023 uit figuur 63"),
    "Staat van Migratie 2026": ("Staat van Migratie 2026", "Staat van Migratie 2026"),
}

MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
}


def label(key: str, language: str) -> str:
    """The text of a key in a language (``en`` or ``nl``). Raises KeyError for an unknown key."""
    return LABELS[key][LANGUAGES.index(language)]


def short(series: str, language: str) -> str:
    """A series in at most 22 characters."""
    return SHORT[series][LANGUAGES.index(language)]


def month(day: date, language: str) -> str:
    """'Jan 2027', 'jan 2027'."""
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def sources(figures: Iterable[Figure], language: str) -> str:
    """Where figures were published, each source once with the numbers of its figures; empty without figures."""
    numbers: dict[str, set[str]] = {}
    for figure in figures:
        numbers.setdefault(figure.source, set()).update([figure.figure] if figure.figure else [])
    parts = []
    for source in sorted(numbers, key=lambda source: (not numbers[source], source)):
        found = sorted(numbers[source], key=lambda number: (len(number), number))
        name = SOURCES.get(source, (source, source))[LANGUAGES.index(language)]
        many = label("figures" if len(found) > 1 else "figure", language).format(", ".join(found))
        parts.append(f"{name}, {many}" if found else name)
    return label("source", language).format("; ".join(parts)) if parts else ""


def number(value: float, language: str) -> str:
    """A number with the thousands mark of the language; whole when it is a thousand or more."""
    text = f"{value:,.0f}" if abs(value) >= 1000 or float(value).is_integer() else f"{value:,.3g}"
    text = "0" if text == "-0" else text
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def share(value: float, language: str) -> str:
    """A deviation as a percentage with its sign: '+1.5%'."""
    text = f"{100 * value:+.1f}%" if abs(value) >= 0.0005 else "0.0%"
    return text.replace(".", ",") if language == "nl" else text
