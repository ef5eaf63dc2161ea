"""Every parameter of the chain: unit, allowed range and meaning. Values and their sources stand in the scenario files.

A scenario file may set a parameter of one group (``coa.to_host.syria``) or of all groups at once (``coa.to_host``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ketensim.scenario.groups import GROUP_LABELS, NATIONALITIES, PLACE_LABELS
from ketensim.scenario.parameter import Parameter

Labels = Mapping[str, tuple[str, str]]
_NATIONS: Labels = {name: GROUP_LABELS[name] for name in NATIONALITIES}
_MONTHS: Labels = {
    "jan": ("January", "januari"), "feb": ("February", "februari"), "mar": ("March", "maart"), "apr": ("April", "april"),
    "may": ("May", "mei"), "jun": ("June", "juni"), "jul": ("July", "juli"), "aug": ("August", "augustus"),
    "sep": ("September", "september"), "oct": ("October", "oktober"), "nov": ("November", "november"), "dec": ("December", "december"),
}  # fmt: skip
_APPEALS: Labels = {"aa": ("AA", "AA"), "va": ("VA", "VA"), "dublin": ("Dublin", "Dublin")}
_CASELOAD: Labels = {
    "adult": GROUP_LABELS["adult"],
    "family": GROUP_LABELS["family"],
    "syrian": ("Syrians", "Syriërs"),
    "supervision": ("handed over by police and KMar", "overgedragen door politie en KMar"),
}
_QUARTERS: Labels = {
    f"q{n}": (f"{n} quarters back" if n > 1 else "the last quarter", f"{n} kwartalen terug" if n > 1 else "laatste kwartaal")
    for n in range(1, 9)
}
_SINCE_PERMIT: Labels = {
    "lt15w": ("under 15 weeks", "korter dan 15 weken"), "15w-6m": ("15 weeks to 6 months", "15 weken tot 6 maanden"),
    "6m-1y": ("6 months to 1 year", "6 maanden tot 1 jaar"), "gt1y": ("over 1 year", "langer dan 1 jaar"),
}  # fmt: skip


def _each(key: str, groups: Labels, unit: str, low: float, high: float, en: str, nl: str, dated: bool = True) -> Iterator[Parameter]:
    """A parameter for each group."""
    for group, labels in groups.items():
        yield Parameter(f"{key}.{group}", unit, low, high, f"{en}: {labels[0]}", f"{nl}: {labels[1]}", dated)


def _stock(key: str, en: str, nl: str, unit: str = "persons") -> Parameter:
    """A stock of the first day."""
    return Parameter(key, unit, 0, 500_000, en, nl, dated=False)


_P = Parameter
_INFLOW = (
    *_each("inflow.first", _NATIONS, "persons/year", 0, 200_000, "first applications, births included", "eerste asielaanvragen, inclusief geboorten"),
    *_each("inflow.season", _MONTHS, "factor", 0, 5, "season of first applications", "seizoen van eerste aanvragen", dated=False),
    _P("inflow.season_strength", "share", 0, 1, "how far the season is applied (the quarters of 2024 and 2025 contain it)", "hoe ver het seizoen wordt toegepast (de kwartalen van 2024 en 2025 bevatten het)"),
    _P("inflow.uncertainty.spread", "factor", 0, 2, "spread of the yearly change of the common level (standard deviation of the logarithm)", "spreiding van de jaarlijkse verandering van het gezamenlijke niveau (standaardafwijking van de logaritme)"),
    _P("inflow.uncertainty.group_spread", "factor", 0, 2, "the same of the own level of each nationality group", "hetzelfde van het eigen niveau van elke nationaliteit"),
    _P("inflow.uncertainty.jump", "factor", 0, 3, "spread of a sudden jump of the common level", "spreiding van een plotselinge sprong van het gezamenlijke niveau"),
    _P("inflow.uncertainty.jump_chance", "1/year", 0, 12, "jumps a year", "sprongen per jaar"),
    _P("inflow.uncertainty.years", "years", 0.1, 100, "years in which a departure falls back to a third", "jaren waarin een afwijking tot een derde terugvalt", dated=False),
    *_each("inflow.amv_share", _NATIONS, "share", 0, 1, "unaccompanied minors among first applications", "amv's onder de eerste aanvragen"),
    *_each("inflow.family_share", _NATIONS, "share", 0, 1, "persons in families with children among first applications", "personen in gezinnen met kinderen onder de eerste aanvragen"),
    _P("inflow.family_size", "persons", 2, 8, "mean size of families with children that apply", "gemiddelde grootte van gezinnen met kinderen die een aanvraag doen", dated=False),
    _P("inflow.births_share", "share", 0, 1, "births among family members in first applications", "geboorten onder gezinsleden in de eerste aanvragen"),
    *_each("inflow.subsequent", _NATIONS, "persons/year", 0, 50_000, "second and later applications", "tweede en volgende aanvragen"),
    *_each("inflow.resettlement", _NATIONS, "persons/year", 0, 20_000, "resettled persons", "hervestigde personen"),
    *_each("inflow.supervision", _NATIONS, "persons/year", 0, 50_000, "cases handed to DTenV by police and KMar", "door politie en KMar aan DTenV overgedragen zaken"),
)  # fmt: skip
_IND = (
    _P("registration.duration", "days", 0, 200, "days from report to track assignment", "dagen van aanmelding tot spoortoewijzing"),
    *_each("registration.spoor1_share", _NATIONS, "share", 0, 1, "applicants sent to spoor 1 (Dublin), amv excepted", "aanvragers in spoor 1 (Dublin), behalve amv's"),
    *_each("registration.spoor2_share", _NATIONS, "share", 0, 1, "applicants sent to spoor 2, amv excepted", "aanvragers in spoor 2, behalve amv's"),
    _P("ind.spoor1.duration", "weeks", 1, 200, "weeks in spoor 1 from track assignment to decision", "weken in spoor 1 van toewijzing tot beslissing"),
    _P("ind.spoor1.closed_share", "share", 0, 1, "Dublin files closed because the person is gone", "Dublinzaken gesloten omdat de persoon weg is"),
    _P("ind.spoor1.national_share", "share", 0, 1, "Dublin files taken into spoor 4 before a decision", "Dublinzaken die voor een beslissing naar spoor 4 gaan"),
    _P("ind.spoor2.duration", "weeks", 1, 200, "weeks in spoor 2", "weken in spoor 2"),
    _P("ind.spoor2.grant_rate", "share", 0, 1, "grant rate in spoor 2", "inwilliging in spoor 2"),
    _P("ind.statutory_term", "weeks", 1, 200, "statutory term to decide on a first application", "wettelijke beslistermijn voor een eerste aanvraag"),
    _P("ind.spoor4.capacity", "files/year", 0, 200_000, "files the IND takes up in spoor 4, in files of normal weight", "zaken die de IND in spoor 4 oppakt, in zaken van normaal gewicht"),
    _P("ind.spoor4.syria_weight", "factor", 0.05, 5, "work in a Syrian file, a normal file being 1", "werk in een Syrische zaak, een normale zaak is 1"),
    _P("ind.spoor4.syria_share", "share", 0, 1, "most of the day's capacity that Syrian files may take (0: moratorium)", "deel van de dagcapaciteit dat Syrische zaken mogen vragen (0: moratorium)"),
    *_each("ind.spoor4.grant_rate", _NATIONS, "share", 0, 1, "grant rate in spoor 4 (AA)", "inwilliging in spoor 4 (AA)"),
    _P("ind.spoor4.va_grant_factor", "factor", 0, 2, "grant rate in VA relative to AA", "inwilliging in VA ten opzichte van AA"),
    *_each("ind.spoor4.va_share", _NATIONS, "share", 0, 1, "files that go on from AA to VA", "zaken die van AA naar VA gaan"),
    _P("ind.spoor4.va_duration", "weeks", 1, 300, "weeks that VA adds", "weken die VA toevoegt"),
    *_each("ind.spoor4.priority_share", _NATIONS, "share", 0, 1, "files decided before others", "zaken met voorrang"),
    _P("ind.spoor4.priority_amv", "share", 0, 1, "files of amv decided before others", "zaken van amv's met voorrang"),
    *_each("ind.spoor4.withdrawal", _NATIONS, "1/year", 0, 5, "withdrawn or disappeared while waiting in spoor 4", "ingetrokken of verdwenen tijdens het wachten in spoor 4"),
    *_each("ind.spoor4.withdrawn_home", _NATIONS, "share", 0, 1, "of those who withdraw, who go home with help", "van wie intrekt, wie met hulp naar huis gaat"),
    _P("ind.subsequent.duration", "weeks", 1, 300, "weeks to decide on a subsequent application", "weken tot beslissing op opvolgende aanvraag"),
    _P("ind.subsequent.grant_rate", "share", 0, 1, "grant rate of subsequent applications", "inwilliging van opvolgende aanvragen"),
    _P("ind.reopened.capacity", "files/year", 0, 100_000, "re-opened files decided", "heropende zaken waarop wordt beslist"),
    _P("ind.reopened.grant_factor", "factor", 0, 2, "grant rate of re-opened files relative to spoor 4", "inwilliging van heropende zaken ten opzichte van spoor 4"),
)  # fmt: skip
_COURTS = (
    *_each("courts.capacity", _APPEALS, "cases/year", 0, 100_000, "main appeals the courts dispose of", "beroepen (hoofdzaken) die de rechtbank afdoet"),
    *_each("courts.appeal_share", _APPEALS, "share", 0, 1, "rejected persons who appeal (a case can be a family)", "afgewezenen die in beroep gaan (een zaak kan een gezin zijn)"),
    _P("courts.overturned", "share", 0, 1, "appeals in which the decision does not stand", "beroepen waarin de beslissing geen stand houdt"),
)  # fmt: skip
_NAREIS = (
    _P("nareis.mvv.family_size", "persons", 1, 9, "persons that an adult referent asks for", "personen voor wie een volwassen referent nareis aanvraagt"),
    _P("nareis.evrm8.family_size", "persons", 1, 9, "brothers and sisters that an amv asks for, of those who ask", "broers en zussen voor wie een amv nareis aanvraagt, van wie dat doet"),
    *_each("nareis.mvv.per_adult", _NATIONS, "factor", 0, 10, "mvv-nareis applications per adult permit", "aanvragen mvv-nareis per volwassen vergunning"),
    _P("nareis.mvv.per_amv", "factor", 0, 10, "mvv-nareis applications per permit of an amv (parents)", "aanvragen mvv-nareis per vergunning van een amv (ouders)"),
    *_each("nareis.evrm8.per_amv", _NATIONS, "factor", 0, 20, "article 8 applications per permit of an amv (siblings)", "aanvragen 8 EVRM per vergunning van een amv (broers en zussen)"),
    _P("nareis.application_lag", "days", 0, 91, "days from permit to application", "dagen van vergunning tot aanvraag"),
    _P("nareis.capacity", "decisions/year", 0, 100_000, "decisions in first instance, mvv-nareis and article 8 together", "beslissingen in eerste aanleg, mvv-nareis en 8 EVRM samen"),
    _P("nareis.capacity_share.mvv", "share", 0, 1, "most of the capacity that mvv-nareis files may take", "deel van de capaciteit dat mvv-nareiszaken mogen vragen"),
    _P("nareis.capacity_share.evrm8", "share", 0, 1, "most of the capacity that article 8 files may take", "deel van de capaciteit dat zaken 8 EVRM mogen vragen"),
    _P("nareis.mvv.grant_rate", "share", 0, 1, "grant rate of mvv-nareis in first instance", "inwilliging mvv-nareis in eerste aanleg"),
    _P("nareis.evrm8.grant_rate", "share", 0, 1, "grant rate of article 8 nareis in first instance", "inwilliging nareis 8 EVRM in eerste aanleg"),
    _P("nareis.objection_share", "share", 0, 1, "refusals followed by an objection", "weigeringen met bezwaar"),
    _P("nareis.objection_upheld", "share", 0, 1, "objections that lead to a grant", "bezwaren die tot inwilliging leiden"),
    _P("nareis.objection_duration", "weeks", 1, 300, "weeks to decide on an objection", "weken tot beslissing op bezwaar"),
    _P("nareis.travel_duration", "days", 1, 180, "days from grant to arrival", "dagen van inwilliging tot aankomst"),
    _P("nareis.no_show", "share", 0, 1, "granted family that never comes", "ingewilligde familie die niet komt"),
    _P("nareis.direct_to_referent", "share", 0, 1, "family of a housed referent that goes straight there", "familie van een gehuisveste referent die daar direct heen gaat"),
)  # fmt: skip
_COA = (
    _P("coa.host_at_arrival", "share", 0, 1, "applicants with an address of their own at once", "aanvragers met direct een eigen adres"),
    _P("coa.births", "1/year", 0, 2, "births a family with a permit at COA, a year (those of families with an open file are first applications)", "geboorten per gezin met vergunning bij COA, per jaar (die van gezinnen met een open dossier zijn eerste aanvragen)"),
    *_each("coa.to_host", _NATIONS, "1/year", 0, 5, "residents with an open file who move to family or friends", "bewoners met open dossier die naar familie of vrienden gaan"),
    _P("coa.reports_on_permit", "share", 0, 1, "persons outside COA who report there with a permit, for a house", "personen buiten COA die zich met vergunning melden voor een woning"),
)  # fmt: skip
_MOVERS: Labels = {"children": ("children in families", "kinderen in gezinnen"), "amv": GROUP_LABELS["amv"]}
_VERHUIZINGEN = (
    *_each("coa.verhuizing.doorstroom.registered", _MOVERS, "share", 0, 1, "who moves on to another COA location after registration", "wie na de aanmelding doorstroomt naar een andere COA-locatie"),
    *_each("coa.verhuizing.doorstroom.decided", _MOVERS, "share", 0, 1, "who moves on after the decision, or when the file goes on to VA", "wie doorstroomt na de beslissing, of als de zaak naar VA gaat"),
    _P("coa.verhuizing.doorstroom.nareis", "share", 0, 1, "who moves on after arriving as a nareiziger: children in families", "wie doorstroomt na aankomst als nareiziger: kinderen in gezinnen"),
    _P("coa.verhuizing.doorstroom.must_leave", "share", 0, 1, "who moves to a gezinslocatie when the term to leave has ended: children in families", "wie naar een gezinslocatie gaat als de vertrektermijn voorbij is: kinderen in gezinnen"),
    _P("coa.verhuizing.wait", "weeks", 0, 100, "weeks from a step of the procedure to the move that follows", "weken van een stap in de procedure tot de verhuizing die volgt"),
    *_each("coa.verhuizing.eigen_verzoek", _MOVERS, "1/year", 0, 10, "moves to another COA location at the resident's own request", "verhuizingen naar een andere COA-locatie op eigen verzoek"),
    *_each("coa.verhuizing.plaatsing", _MOVERS, "1/year", 0, 10, "moves to an EBTL or HTL, for who causes trouble", "plaatsingen in een EBTL of HTL, voor wie overlast geeft"),
    *_each("coa.verhuizing.overplaatsing", _MOVERS, "1/year", 0, 10, "moves from one COA location to another of the same kind, or a better one", "onderlinge overplaatsingen naar een andere of betere COA-locatie"),
    *_each("coa.verhuizing.sluiting", _MOVERS, "factor", 0, 10, "moves for every place that closes, of those taken by the group", "verhuizingen per plek die sluit, van de plekken van de groep"),
    *_each("coa.verhuizing.veiligheid", _MOVERS, "1/year", 0, 10, "moves to another COA location for safety", "verhuizingen naar een andere COA-locatie voor de veiligheid"),
    _P("coa.verhuizing.gezinslocatie", "share", 0, 1, "of moves other than doorstroom, what is left of them in a gezinslocatie", "van verhuizingen anders dan doorstroom, wat daarvan overblijft in een gezinslocatie"),
)  # fmt: skip
_NIDOS = (
    _P("nidos.under_15", "share", 0, 1, "amv who are under 15 on arrival, and for a family of Nidos", "amv's die bij aankomst onder 15 zijn, voor een opvanggezin van Nidos"),
    _P("nidos.family_places", "persons", 0, 50_000, "places in families of Nidos", "plekken in opvanggezinnen van Nidos"),
    _P("nidos.kso_places", "persons", 0, 50_000, "small-scale places of Nidos (KSO), for amv with a permit", "kleinschalige plekken van Nidos (KSO), voor amv's met vergunning"),
    _P("nidos.years_to_18", "years", 0, 9, "mean years from arrival to 18 of an amv who is 15 or older", "gemiddelde jaren van aankomst tot 18 van een amv van 15 of ouder"),
    _P("nidos.years_to_18_young", "years", 3, 9, "mean years from arrival to 18 of an amv under 15", "gemiddelde jaren van aankomst tot 18 van een amv onder 15"),
    _P("nidos.extended_share", "share", 0, 1, "of those who turn 18 with Nidos and have a permit, who goes into extended care", "van wie 18 wordt bij Nidos en een vergunning heeft, wie naar de verlengde opvang gaat"),
    _P("nidos.extended_years", "years", 0.1, 2.9, "mean years in extended care", "gemiddelde jaren in de verlengde opvang"),
)  # fmt: skip
_HOUSEHOLDS: Labels = {
    "one": ("persons alone", "alleenstaanden"),
    "small": ("households of two and three", "huishoudens van twee en drie"),
    "medium": ("households of four and five", "huishoudens van vier en vijf"),
    "large": ("households of six and more", "huishoudens van zes en meer"),
}
_PLACES = (
    *_each("coa.places.opening", PLACE_LABELS, "places", 0, 500_000, "COA places on the first day", "COA-plekken op de eerste dag", dated=False),
    *_each("coa.places.opened", PLACE_LABELS, "places/year", 0, 500_000, "COA places that open", "COA-plekken die opengaan"),
    *_each("coa.places.ending", PLACE_LABELS, "1/year", 0, 50, "COA places whose contract ends, of those there", "COA-plekken waarvan het contract afloopt, van wat er is"),
    *_each("coa.places.renewed", PLACE_LABELS, "share", 0, 1, "contracts that end and are renewed (the other places close)", "aflopende contracten die worden verlengd (de andere plekken sluiten)"),
    _P("coa.vbl_share", "share", 0, 1, "adults in the caseload of DTenV at COA who cooperate and belong in a vbl", "volwassenen in de caseload van DTenV bij COA die meewerken en in een vbl horen"),
    _P("coa.target_occupancy", "share", 0.1, 1, "occupancy rate that COA aims at", "bezettingsgraad waar COA op rekent"),
    _P("coa.places_per_location", "places", 1, 10_000, "places of a COA location, on average", "plekken per COA-locatie, gemiddeld"),
    _P("coa.cost.regular", "EUR/year", 0, 1_000_000, "cost of a regular COA place", "kosten van een reguliere COA-plek"),
    _P("coa.cost.emergency", "EUR/year", 0, 1_000_000, "cost of an emergency place (noodopvang, tgo, dgo)", "kosten van een noodplek (noodopvang, tgo, dgo)"),
    _P("spreiding.required_places", "places", 0, 500_000, "places that the distribution decisions require", "plekken die de verdeelbesluiten vragen"),
    _P("spreiding.carried_out", "share", 0, 1, "of the required places that are lacking, those that come as azc", "van de gevraagde plekken die ontbreken, wat er als azc bij komt"),
)  # fmt: skip
_HOUSING = (
    _P("housing.supply", "persons/week", 0, 5_000, "status holders that municipalities can house, joiners and those from way-stations included", "statushouders die gemeenten kunnen huisvesten, inclusief wie bij een referent intrekt of uit een tussenvoorziening komt"),
    *_each("housing.share", _HOUSEHOLDS, "share", 0, 1, "most of the supply that fits a size of household", "deel van het aanbod dat hooguit past bij een huishoudgrootte"),
    _P("housing.self_found", "1/year", 0, 5, "status holders linked or waiting who find a house on their own", "gekoppelde of wachtende statushouders die zelf een woning vinden"),
    _P("housing.referents_wait", "share", 0, 1, "referents who take no house before their family has come", "referenten die pas een woning betrekken als hun gezin er is"),
    _P("housing.har.placements", "persons/year", 0, 50_000, "status holders put up through HAR(+), in a hotel or a shared home", "plaatsingen van statushouders via HAR(+), in een hotel of gedeelde woning"),
    _P("housing.har.duration", "weeks", 1, 300, "weeks in HAR(+) before moving on", "weken in HAR(+) voor doorstroom"),
    _P("housing.har.cost", "EUR/person", 0, 1_000_000, "paid to the municipality for a status holder put up through HAR(+)", "bijdrage aan de gemeente per statushouder via HAR(+)"),
    _P("housing.doorstroom.places", "persons", 0, 100_000, "places in doorstroomlocaties", "plekken in doorstroomlocaties"),
    _P("housing.doorstroom.duration", "weeks", 1, 500, "weeks in a doorstroomlocatie before moving on", "weken in een doorstroomlocatie voor doorstroom"),
    _P("housing.doorstroom.cost", "EUR/person-year", 0, 1_000_000, "paid to the municipality for a status holder in a doorstroomlocatie, for a year at most", "bijdrage aan de gemeente per statushouder in een doorstroomlocatie, voor hooguit een jaar"),
    _P("housing.joining_weight", "factor", 0.05, 5, "part of the supply that somebody takes who joins a housed referent", "deel van het aanbod dat iemand vraagt die bij een gehuisveste referent intrekt"),
    _P("housing.linking_duration", "weeks", 0, 100, "weeks from permit to a place in the queue for a house, of those that are matched quickly", "weken van vergunning tot een plek in de wachtrij, van wie snel wordt gematcht"),
    _P("housing.joining_duration", "weeks", 0, 100, "weeks at COA of family that joins a housed referent", "weken bij COA van familie die bij een gehuisveste referent intrekt"),
    _P("housing.joins_share", "share", 0, 1, "family of a housed referent that can move in", "familie van een gehuisveste referent die kan intrekken"),
    _P("housing.slow_share", "share", 0, 1, "status holders whose house is hard to find", "statushouders voor wie een woning moeilijk te vinden is"),
    _P("housing.slow_duration", "weeks", 0, 300, "weeks from permit to a place in the queue for a house, of those that are slow to match", "weken van vergunning tot een plek in de wachtrij, van wie moeilijk te matchen is"),
    _P("housing.taakstelling", "persons/half-year", 0, 100_000, "taakstelling of the half year, where it is given (not used as far as taakstelling_expected is 1)", "taakstelling van het halfjaar, waar die gegeven is (niet gebruikt voor zover taakstelling_expected 1 is)"),
    _P("housing.taakstelling_expected", "share", 0, 1, "how far the taakstelling is not given but follows the permits of the half year before", "hoe ver de taakstelling niet gegeven is maar de vergunningen van het vorige halfjaar volgt"),
)  # fmt: skip
_OUTCOMES: Labels = {
    "independent": ("independent departure", "zelfstandig vertrek"),
    "forced": ("forced departure", "gedwongen vertrek"),
    "unsupervised": ("departure without supervision", "vertrek zonder toezicht"),
    "permit": ("a permit after all", "alsnog een vergunning"),
    "procedural": ("procedural or administrative exit", "procedurele of administratieve uitstroom"),
}
_DEPARTURE = (
    _P("departure.term", "days", 0, 365, "days to leave after a rejection", "vertrektermijn in dagen na afwijzing"),
    _P("departure.reception_ends", "share", 0, 1, "single adults who leave reception when the term ends", "alleenstaanden die de opvang verlaten als de termijn eindigt"),
    *(p for outcome, (en, nl) in _OUTCOMES.items() for p in _each(f"departure.dtenv.{outcome}", _CASELOAD, "1/year", 0, 20, f"rate in DTenV's caseload of {en}", f"tempo in de caseload van DTenV van {nl}")),
    _P("departure.dublin.duration", "weeks", 1, 78, "weeks from a Dublin decision that stands to transfer, disappearance or lapse", "weken van Dublinbeslissing tot overdracht, verdwijning of verval"),
    *(_P(f"departure.dublin.{outcome}", "share", 0, 1, f"Dublin decisions that end in {_OUTCOMES[outcome][0]} (the rest lapses into spoor 4)", f"Dublinbeslissingen die eindigen in {_OUTCOMES[outcome][1]} (de rest vervalt naar spoor 4)") for outcome in ("independent", "forced", "unsupervised")),
    _P("departure.return_share", "share", 0, 1, "persons gone without supervision or transferred who come back", "zonder toezicht vertrokken of overgedragen personen die terugkomen"),
    _P("departure.return_after", "weeks", 1, 300, "weeks away before coming back", "weken weg voor terugkeer"),
)  # fmt: skip
_OPENING = (
    *_each("opening.mix", _NATIONS, "share", 0, 1, "nationality of files pending on the first day", "nationaliteit van lopende dossiers op de eerste dag", dated=False),
    *_each("opening.dublin_mix", _NATIONS, "share", 0, 1, "nationality of files in spoor 1 and 2 on the first day", "nationaliteit van dossiers in spoor 1 en 2 op de eerste dag", dated=False),
    *_each("opening.status_mix", _NATIONS, "share", 0, 1, "nationality of status holders on the first day", "nationaliteit van statushouders op de eerste dag", dated=False),
    _stock("opening.registration", "in registration", "in aanmelding"),
    *_each("opening.ind.aa", _QUARTERS, "persons", 0, 500_000, "spoor 4 files by quarter of application", "dossiers spoor 4 naar kwartaal van aanvraag", dated=False),
    _stock("opening.ind.va", "files in the extended procedure", "dossiers in de verlengde procedure"),
    _stock("opening.ind.va_before", "weeks before VA of files in VA", "weken voor VA van dossiers in VA", "weeks"),
    _stock("opening.ind.spoor1", "files in spoor 1", "dossiers in spoor 1"),
    _stock("opening.ind.spoor2", "files in spoor 2", "dossiers in spoor 2"),
    _P("opening.amv_factor", "factor", 0, 2, "amv among pending files relative to their share in the inflow (the others turned 18)", "amv's onder lopende dossiers ten opzichte van de instroom (de anderen werden 18)", dated=False),
    _stock("opening.nareis.objections", "article 8 objections pending", "bezwaren 8 EVRM in behandeling"),
    _stock("opening.ind.subsequent", "subsequent applications pending", "opvolgende aanvragen in behandeling"),
    _stock("opening.ind.reopened", "re-opened files pending", "heropende dossiers"),
    _stock("opening.ind.reopened_wait", "age of the oldest re-opened file", "leeftijd van het oudste heropende dossier", "weeks"),
    *_each("opening.courts", _APPEALS, "cases", 0, 500_000, "main appeals pending on the first day", "beroepen in behandeling op de eerste dag", dated=False),
    _P("opening.court_wait", "weeks", 0, 500, "age of the oldest appeal", "leeftijd van het oudste beroep", dated=False),
    *_each("opening.status", _SINCE_PERMIT, "persons", 0, 500_000, "status holders at COA by time since permit", "statushouders bij COA naar tijd sinds vergunning", dated=False),
    _P("opening.quick_wait", "weeks", 0, 300, "weeks after which only those that are slow to match still wait", "weken waarna alleen wie moeilijk te matchen is nog wacht", dated=False),
    _P("opening.nareis_share", "share", 0, 1, "nareizigers among status holders at COA", "nareizigers onder statushouders bij COA", dated=False),
    _P("opening.years_before_permit", "years", 0, 10, "mean years at COA before the permit", "gemiddelde jaren bij COA voor de vergunning", dated=False),
    *_each("opening.verhuizingen", _MOVERS, "1/year", 0, 10, "moves a year of those at COA on the first day, before it", "verhuizingen per jaar van wie op de eerste dag bij COA is, daarvoor", dated=False),
    _stock("opening.nareis.referents", "referents in a house whose family is abroad", "referenten in een woning met familie in het buitenland"),
    _stock("opening.nidos.kso", "amv in small-scale places of Nidos", "amv's in kleinschalige plekken van Nidos"),
    _stock("opening.nidos.family", "amv with a permit in families of Nidos", "amv's met vergunning in opvanggezinnen van Nidos"),
    _P("opening.nidos.fostered_share", "share", 0, 1, "of the young amv with an open file, who is in a family", "van de jonge amv's met een open dossier, wie in een opvanggezin is", dated=False),
    _stock("opening.nidos.extended", "in extended care of Nidos", "in de verlengde opvang van Nidos"),
    _stock("opening.har", "put up through HAR(+)", "in HAR(+)"),
    _stock("opening.doorstroom", "in doorstroomlocaties", "in doorstroomlocaties"),
    _P("opening.nareis.referents_at_coa", "share", 0, 1, "status holders at COA, nareizigers excepted, whose family is abroad", "statushouders bij COA, behalve nareizigers, met familie in het buitenland", dated=False),
    _stock("opening.nareis.wait", "age of the oldest nareis application", "leeftijd van de oudste nareisaanvraag", "weeks"),
    _stock("opening.nareis.waiting_mvv", "mvv-nareis waiting abroad", "mvv-nareis wachtend in het buitenland"),
    _stock("opening.nareis.waiting_evrm8", "article 8 family waiting abroad", "familie 8 EVRM wachtend in het buitenland"),
    _stock("opening.nareis.travelling_mvv", "mvv granted, not yet arrived", "mvv verleend, nog niet aangekomen"),
    _stock("opening.nareis.travelling_evrm8", "article 8 granted, not yet arrived", "8 EVRM verleend, nog niet aangekomen"),
    _stock("opening.departure.term", "in the term to leave", "in de vertrektermijn"),
    _stock("opening.departure.dublin", "waiting for a Dublin transfer", "wachtend op Dublinoverdracht"),
    _stock("opening.departure.coa_family", "rejected families at COA (gezinslocatie)", "afgewezen gezinnen bij COA (gezinslocatie)"),
    _stock("opening.departure.coa_adult", "rejected adults at COA", "afgewezen volwassenen bij COA"),
    _P("opening.departure.years_in_coa", "years", 0, 20, "mean years beyond the procedure at COA of those who have to leave", "gemiddelde jaren na de procedure bij COA van wie moet vertrekken", dated=False),
    _stock("opening.departure.elsewhere", "caseload of DTenV outside COA", "caseload DTenV buiten COA"),
    _stock("opening.departure.supervision", "caseload of DTenV from supervision", "caseload DTenV uit toezicht"),
    _stock("opening.away", "gone before the start, will come back", "vertrokken voor het begin, komt terug"),
    _P("opening.outside_share", "share", 0, 1, "pending files of persons outside COA", "lopende dossiers van personen buiten COA", dated=False),
    _stock("opening.housing.arrears", "arrears on the taakstelling", "achterstand op de taakstelling"),
)  # fmt: skip

PARAMETERS: tuple[Parameter, ...] = (
    *_INFLOW, *_IND, *_COURTS, *_NAREIS, *_COA, *_PLACES, *_VERHUIZINGEN, *_NIDOS, *_HOUSING, *_DEPARTURE, *_OPENING,
)  # fmt: skip
