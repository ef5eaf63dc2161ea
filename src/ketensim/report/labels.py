"""Every text of tables and charts, in English and Dutch side by side."""

from __future__ import annotations

LABELS: dict[str, tuple[str, str]] = {  # key: (English, Dutch)
    "series": ("per 31 December, or over the year", "per 31 december, of over het jaar"),
    "published": ("published", "gepubliceerd"),
    "interval": (
        "Median of {} replications, below it the 80% interval. The interval holds chance only: inflow and parameters are uncertain too, and by more.",
        "Mediaan van {} herhalingen, eronder het 80%-interval. Het interval bevat alleen toeval: instroom en parameters zijn ook onzeker, en meer.",
    ),
    "held": ("{} of {} published figures with a tolerance are met", "{} van {} gepubliceerde cijfers met een tolerantie worden gehaald"),
    "observed": ("published figure", "gepubliceerd cijfer"),
    "projection": ("projection", "projectie"),
    "persons": ("persons", "personen"),
    "files": ("files", "dossiers"),
    "band": ("Band: 80% interval over {n} replications: chance only, not the uncertainty of inflow and parameters.", "Band: 80%-interval over {n} herhalingen: alleen toeval, niet de onzekerheid van instroom en parameters."),
    "source": ("Figures: {}. Model: ketensim {}, scenario: {}.", "Cijfers: {}. Model: ketensim {}, scenario: {}."),
    "svm": ("Staat van Migratie 2026, figure {}", "Staat van Migratie 2026, figuur {}"),
    "coa.title": ("COA occupancy by group", "Bezetting COA naar groep"),
    "coa.occupancy": ("total", "totaal"),
    "coa.in_procedure": ("in procedure", "in procedure"),
    "coa.status_holders": ("status holders", "statushouders"),
    "coa.departing": ("have to leave", "in vertrek"),
    "coa.amv": ("of all: unaccompanied minors", "van allen: amv's"),
    "ind.title": ("First applications pending at the IND, by track", "Eerste aanvragen bij de IND, naar spoor"),
    "ind.backlog": ("total", "totaal"),
    "registration": ("registration", "aanmelding"),
    "ind.backlog.spoor1": ("spoor 1 (Dublin)", "spoor 1 (Dublin)"),
    "ind.backlog.spoor2": ("spoor 2", "spoor 2"),
    "ind.backlog.aa": ("spoor 4: AA", "spoor 4: AA"),
    "ind.backlog.va": ("spoor 4: VA", "spoor 4: VA"),
    "ind.source": ("IND year figures (press), AIDA", "IND Jaarcijfers (pers), AIDA"),
    "nareis.title": ("Family abroad waiting for a nareis decision", "Familie in het buitenland in afwachting van een nareisbesluit"),
    "nareis.waiting_abroad": ("total", "totaal"),
    "nareis.waiting_abroad.mvv": ("mvv-nareis", "mvv-nareis"),
    "nareis.waiting_abroad.evrm8": ("article 8 ECHR", "8 EVRM"),
    "nareis.source": ("Staat van Migratie 2026, section 4.3.1.2; IND year figures (press)", "Staat van Migratie 2026, paragraaf 4.3.1.2; IND Jaarcijfers (pers)"),
    "housing.title": ("Taakstelling, status holders housed, and arrears", "Taakstelling, gehuisveste statushouders en achterstand"),
    "housing.taakstelling": ("taakstelling", "taakstelling"),
    "housing.housed": ("housed", "gehuisvest"),
    "housing.arrears": ("arrears at the end of the half year", "achterstand aan het eind van het halfjaar"),
    "housing.half": ("persons per half year", "personen per halfjaar"),
    "flows.title": ("Flows of the asylum chain in {}", "Stromen in de asielketen in {}"),
    "flows.note": ("Persons, median. Left: who came to COA. Right: where those who left went.", "Personen, mediaan. Links: wie bij COA kwam. Rechts: waar wie vertrok heen ging."),
    "flows.decisions": ("IND, first applications: {granted} granted, {rejected} rejected, {other} other. Appeals filed: {appeals}. Nareis: {asked} asked (mvv and article 8), {arrived} arrived.", "IND, eerste aanvragen: {granted} ingewilligd, {rejected} afgewezen, {other} overig. Beroepen: {appeals}. Nareis: {asked} gevraagd (mvv en 8 EVRM), {arrived} ingereisd."),
    "flows.coa": ("COA\nstart of year {start}\nend of year {end}", "COA\nbegin van het jaar {start}\neind van het jaar {end}"),
    "coa.inflow.applicant": ("applicants", "aanvragers"),
    "coa.inflow.nareis": ("nareis family", "nareizigers"),
    "coa.inflow.evrm8": ("family, article 8 ECHR", "familie, 8 EVRM"),
    "coa.inflow.returned": ("returned after leaving", "teruggekeerd na vertrek"),
    "coa.inflow.permit": ("lived elsewhere, got a permit", "woonde elders, kreeg vergunning"),
    "coa.outflow.housed": ("housed in a municipality", "gehuisvest in een gemeente"),
    "coa.outflow.host": ("to family or friends, file open", "naar familie of vrienden, dossier open"),
    "coa.outflow.file_open": ("withdrawn or disappeared", "ingetrokken of verdwenen"),
    "coa.outflow.dublin": ("Dublin: transferred or gone", "Dublin: overgedragen of weg"),
    "coa.outflow.rejected": ("rejected, left", "afgewezen, vertrokken"),
}  # fmt: skip

MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
}


def label(key: str, language: str) -> str:
    """The text of a key in a language (``en`` or ``nl``). Raises KeyError for an unknown key."""
    return LABELS[key][("en", "nl").index(language)]
