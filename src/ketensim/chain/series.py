"""The series the chain leaves: name (that of the published figure it is held against), unit and meaning.

How each is read from the ledger stands in :mod:`ketensim.chain.books`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketensim.scenario.groups import GROUP_LABELS, NATIONALITIES, PLACE_LABELS

Kind = Literal["stock", "flow", "mean", "share"]


@dataclass(frozen=True)
class Series:
    """A series: ``stock`` at the end of a day, ``flow`` of a day or period, ``mean`` or ``share`` over a period."""

    name: str
    kind: Kind
    unit: str
    en: str
    nl: str
    figure: str = ""
    group: bool = False  # a split by nationality of another series


SPLIT = (
    "inflow.first",
    "ind.decisions_first.total",
    "ind.decisions_first.grant",
    "ind.backlog",
    "coa.occupancy",
    "nareis.mvv.applications",
)

_WAY = (("har", "HAR(+)", "120"), ("doorstroom", "doorstroomlocaties", ""))
_STAY_GROUPS = (
    ("in_procedure", "residents in procedure", "bewoners in procedure"), ("status_holders", "status holders", "statushouders"),
    ("departing", "residents who have to leave", "bewoners in vertrek"), ("adults", "adults who came alone", "alleen gekomen volwassenen"),
    ("families", "family members", "gezinsleden"), ("amv", "unaccompanied minors", "amv's"),
)  # fmt: skip
_PERMIT_GROUPS = (
    ("waiting_referents", "referents whose family has not come yet", "referenten van wie het gezin er nog niet is"),
    ("reunited_referents", "referents whose family has come", "referenten van wie het gezin er is"), ("nareizigers", "nareizigers", "nareizigers"),
    ("others", "status holders who are neither referent nor nareiziger", "statushouders die referent noch nareiziger zijn"),
    ("alone", "status holders who came alone", "alleen gekomen statushouders"), ("families", "status holders in families", "statushouders in gezinnen"),
)  # fmt: skip
_LEAVERS = (
    ("adults", "adult status holders who came alone", "alleen gekomen volwassen statushouders"), ("families", "status holders in families", "statushouders in gezinnen"),
    ("amv", "amv with a permit", "amv's met vergunning"), ("joiners", "nareizigers who join a referent with a house", "nareizigers die bij een gehuisveste referent intrekken"),
)  # fmt: skip
_MOVERS = (("children", "children in families", "kinderen in gezinnen", "67", "69"), ("amv", "unaccompanied minors", "amv's", "68", "70"))
_REASONS = (
    ("doorstroom", "doorstroom, the next step of the procedure", "doorstroom"), ("eigen_verzoek", "own request", "eigen verzoek bewoner"),
    ("plaatsing", "placed in an EBTL or HTL", "plaatsing EBTL/HTL"), ("overplaatsing", "to a better place", "onderlinge overplaatsing"),
    ("sluiting", "the location closed", "sluiten centrum of modaliteit"), ("veiligheid", "safety", "veiligheid"),
)  # fmt: skip
_TIMES = (
    ("moved", "moved once or more", "een keer of vaker verhuisd"), ("moved0", "never moved", "nooit verhuisd"), ("moved1", "moved once", "een keer verhuisd"),
    ("moved2", "moved twice", "twee keer verhuisd"), ("moved3", "moved three times", "drie keer verhuisd"), ("moved4plus", "moved four times or more", "vier keer of vaker verhuisd"),
)  # fmt: skip
_S = Series
_PLAIN = (
    # inflow
    _S("inflow.total", "flow", "persons", "asylum inflow, total", "asielinstroom, totaal", "56"),
    _S("inflow.first", "flow", "persons", "first applications (births included)", "eerste asielaanvragen (inclusief geboorten)", "56"),
    _S("inflow.births", "flow", "persons", "births among first applications", "geboorten onder de eerste aanvragen"),
    _S("inflow.subsequent", "flow", "persons", "second and later applications", "tweede en volgende aanvragen", "56"),
    _S("inflow.nareis_arrivals", "flow", "persons", "nareis family members arrived", "ingereisde nareizigers", "56"),
    _S("inflow.resettlement", "flow", "persons", "resettled persons", "hervestigde personen", "56"),
    _S("inflow.first.amv", "flow", "persons", "first applications by unaccompanied minors", "eerste aanvragen van amv's", "59"),
    _S("inflow.first.spoor4_share", "share", "share", "share of first applications assigned to spoor 4", "aandeel eerste aanvragen in spoor 4", "60"),
    # IND
    _S("ind.decisions_first.total", "flow", "decisions", "decisions on first applications", "beslissingen op eerste aanvragen", "72"),
    _S("ind.decisions_first.grant", "flow", "decisions", "first applications granted", "eerste aanvragen ingewilligd", "72"),
    _S("ind.decisions_first.reject", "flow", "decisions", "first applications rejected (Dublin included)", "eerste aanvragen afgewezen (inclusief Dublin)", "72"),
    _S("ind.decisions_first.other", "flow", "decisions", "first applications: other outcome", "eerste aanvragen: overig", "72"),
    _S("ind.decisions_first.dublin", "flow", "decisions", "Dublin decisions", "Dublinbeslissingen"),
    _S("ind.decisions_first.spoor2", "flow", "decisions", "spoor 2 decisions", "beslissingen spoor 2"),
    _S("ind.decisions_first.aa", "flow", "decisions", "decisions in the general procedure", "beslissingen algemene procedure"),
    _S("ind.decisions_first.va", "flow", "decisions", "decisions in the extended procedure", "beslissingen verlengde procedure"),
    _S("ind.decisions_subsequent", "flow", "decisions", "decisions on subsequent applications", "beslissingen op opvolgende aanvragen"),
    _S("ind.decisions_reopened", "flow", "decisions", "decisions on re-opened files", "beslissingen in zij-instroom"),
    _S("ind.reopened_in", "flow", "files", "files taken up again after a decision", "zaken opnieuw in behandeling (zij-instroom)"),
    _S("ind.grant_rate", "share", "share", "grant rate of first applications (Dublin counts as a decision)", "inwilligingspercentage eerste aanvragen", "72"),
    _S("ind.grant_rate.syria", "share", "share", "grant rate of Syrians", "inwilligingspercentage Syriërs", "72"),
    _S("ind.grant_rate.not_syria", "share", "share", "grant rate of all others", "inwilligingspercentage niet-Syriërs", "72"),
    _S("ind.grant_rate.eritrea", "share", "share", "grant rate of Eritreans", "inwilligingspercentage Eritreeërs", "72"),
    _S("ind.grant_rate.turkey", "share", "share", "grant rate of Turks", "inwilligingspercentage Turken", "72"),
    _S("ind.grant_rate.somalia", "share", "share", "grant rate of Somalis", "inwilligingspercentage Somaliërs", "72"),
    _S("ind.decisions_share.syria", "share", "share", "share of Syrians in decisions on first applications", "aandeel Syriërs in beslissingen op eerste aanvragen", "72"),
    _S("ind.lead_time.dublin", "mean", "weeks", "weeks from application to decision, spoor 1", "weken van aanvraag tot beslissing, spoor 1", "71"),
    _S("ind.lead_time.spoor2", "mean", "weeks", "weeks from application to decision, spoor 2", "weken van aanvraag tot beslissing, spoor 2", "71"),
    _S("ind.lead_time.aa", "mean", "weeks", "weeks from application to decision, AA", "weken van aanvraag tot beslissing, AA", "71"),
    _S("ind.lead_time.va", "mean", "weeks", "weeks from application to decision, VA", "weken van aanvraag tot beslissing, VA", "71"),
    *(_S(f"ind.within_term.{k}", "share", "share", f"decided within the statutory term, {en}", f"beslist binnen de wettelijke termijn, {en}", "71") for k, en in (("dublin", "spoor 1"), ("spoor2", "spoor 2"), ("aa", "AA"), ("va", "VA"))),
    _S("ind.backlog", "stock", "persons", "first applications pending at the IND", "eerste aanvragen in behandeling bij de IND"),
    _S("ind.backlog.spoor1", "stock", "persons", "pending in spoor 1 (Dublin)", "in behandeling in spoor 1 (Dublin)"),
    _S("ind.backlog.spoor2", "stock", "persons", "pending in spoor 2", "in behandeling in spoor 2"),
    _S("ind.backlog.aa", "stock", "persons", "waiting in spoor 4 (AA)", "wachtend in spoor 4 (AA)"),
    _S("ind.backlog.va", "stock", "persons", "in the extended procedure (VA)", "in de verlengde procedure (VA)"),
    _S("ind.backlog.subsequent", "stock", "persons", "subsequent applications pending", "opvolgende aanvragen in behandeling"),
    _S("ind.backlog.reopened", "stock", "persons", "re-opened files pending", "zij-instroom in behandeling"),
    _S("ind.open_procedures", "stock", "persons", "open asylum procedures: pending at the IND (first applications) and main appeals at court", "open asielprocedures: bij de IND (eerste aanvragen) en beroepen bij de rechtbank", "51"),
    _S("ind.permits.total", "flow", "permits", "asylum permits granted", "verleende asielvergunningen", "73"),
    _S("ind.permits.subsequent", "flow", "permits", "permits from subsequent applications", "vergunningen uit herhaalde aanvragen", "73"),
    _S("ind.permits.resettlement", "flow", "permits", "permits to resettled persons", "vergunningen hervestiging", "73"),
    _S("ind.permits.side_inflow", "flow", "permits", "permits from side inflow", "vergunningen uit zij-instroom", "73"),
    _S("ind.permits.nareis", "flow", "permits", "permits to nareis family members on arrival", "vergunningen ingereisde nareizigers", "73"),
    # courts
    *(_S(f"courts.{k}.appeals_in", "flow", "cases", f"{en} appeals filed", f"beroepen {nl} ingesteld", "75") for k, en, nl in (("aa", "AA", "AA"), ("va", "VA", "VA"), ("dublin", "Dublin", "Dublin"))),
    *(_S(f"courts.{k}.appeals_out", "flow", "cases", f"{en} appeals disposed", f"beroepen {nl} afgedaan", "75") for k, en, nl in (("aa", "AA", "AA"), ("va", "VA", "VA"), ("dublin", "Dublin", "Dublin"))),
    *(_S(f"courts.{k}.lead_time", "mean", "weeks", f"weeks at court, {k.upper()} main cases", f"weken bij de rechtbank, hoofdzaken {k.upper()}", "75") for k in ("aa", "va", "dublin")),
    _S("courts.pending", "stock", "cases", "main appeals pending", "beroepen (hoofdzaken) in behandeling"),
    # nareis
    _S("nareis.mvv.applications", "flow", "persons", "mvv-nareis applications", "aanvragen mvv-nareis", "61"),
    _S("nareis.mvv.decisions", "flow", "decisions", "mvv-nareis decisions", "beslissingen mvv-nareis"),
    _S("nareis.mvv.granted", "flow", "persons", "mvv-nareis granted (objections included)", "ingewilligd mvv-nareis (met bezwaar)", "61"),
    _S("nareis.evrm8.applications", "flow", "persons", "article 8 ECHR nareis applications", "aanvragen nareis 8 EVRM", "62"),
    _S("nareis.evrm8.decisions", "flow", "decisions", "article 8 ECHR nareis decisions", "beslissingen nareis 8 EVRM", "62"),
    _S("nareis.evrm8.granted", "flow", "persons", "article 8 ECHR nareis granted (objections included)", "ingewilligd nareis 8 EVRM (met bezwaar)", "62"),
    _S("nareis.evrm8.objections", "flow", "cases", "article 8 objections filed", "bezwaren 8 EVRM ingediend", "62"),
    _S("nareis.evrm8.objections_decided", "flow", "cases", "article 8 objections decided", "bezwaren 8 EVRM beslist", "62"),
    _S("nareis.evrm8.arrivals", "flow", "persons", "article 8 ECHR family arrived", "ingereisd op grond van 8 EVRM"),
    _S("nareis.waiting_abroad", "stock", "persons", "family abroad waiting for a decision", "familie in het buitenland in afwachting van een besluit", "61"),
    _S("nareis.waiting_abroad.mvv", "stock", "persons", "of which mvv-nareis", "waarvan mvv-nareis"),
    _S("nareis.waiting_abroad.evrm8", "stock", "persons", "of which article 8 ECHR", "waarvan 8 EVRM"),
    # COA
    _S("coa.occupancy", "stock", "persons", "COA occupancy", "bezetting COA", "63"),
    _S("coa.in_procedure", "stock", "persons", "COA residents in procedure (IND or court)", "COA-bewoners in procedure (IND of rechtbank)"),
    _S("coa.status_holders", "stock", "persons", "status holders in COA reception", "statushouders in de COA-opvang", "63"),
    _S("coa.departing", "stock", "persons", "COA residents who have to leave", "COA-bewoners in vertrek"),
    _S("coa.amv", "stock", "persons", "unaccompanied minors at COA", "amv's bij COA", "63"),
    _S("coa.pending_outside", "stock", "persons", "files pending at the IND of persons outside COA and Nidos", "dossiers bij de IND van personen buiten COA en Nidos"),
    _S("coa.inflow", "flow", "persons", "received in COA reception (a return counts again)", "ontvangen in de COA-opvang (terugkeer telt opnieuw)", "63"),
    *(_S(f"coa.inflow.{c}", "flow", "persons", f"COA inflow: {en}", f"COA-instroom: {nl}") for c, en, nl in (
        ("applicant", "applicants", "aanvragers"), ("nareis", "nareis family", "nareizigers"), ("evrm8", "article 8 ECHR family", "familie 8 EVRM"),
        ("returned", "returned after leaving", "teruggekeerd na vertrek"), ("permit", "lived elsewhere, reported with a permit", "woonde elders, meldt zich met vergunning"), ("nidos", "turned 18 with Nidos, file open", "werd 18 bij Nidos, dossier open"))),
    _S("coa.outflow", "flow", "persons", "left COA reception", "uitgestroomd uit de COA-opvang", "63"),
    *(_S(f"coa.outflow.{c}", "flow", "persons", f"COA outflow: {en}", f"COA-uitstroom: {nl}") for c, en, nl in (
        ("housed", "status holders housed", "statushouders gehuisvest"), ("host", "to family or friends, file open", "naar familie of vrienden, dossier open"),
        ("file_open", "withdrawn or disappeared", "ingetrokken of verdwenen"), ("dublin", "Dublin: transferred or gone", "Dublin: overgedragen of vertrokken"),
        ("rejected", "rejected", "afgewezen"), ("nidos", "amv to a family of Nidos", "amv's naar een opvanggezin van Nidos"))),
    _S("coa.births", "flow", "persons", "born at COA to families with a permit", "geboren bij COA in gezinnen met vergunning"),
    _S("coa.status_outflow", "flow", "persons", "status holders that left COA reception", "uitgestroomde statushouders", "66"),
    _S("coa.status_outflow.mean_weeks", "mean", "weeks", "mean time from permit to leaving", "gemiddelde tijd van vergunning tot uitstroom", "66"),
    _S("coa.status_outflow.within14w", "share", "share", "share that left within 14 weeks of the permit", "aandeel binnen 14 weken na vergunning", "66"),
    *(_S(f"coa.stay.{k}", "stock", "persons", f"residents by length of stay: {en}", f"bewoners naar verblijfsduur: {nl}", "64") for k, en, nl in (
        ("lt1", "under 1 year", "korter dan 1 jaar"), ("1-2", "1-2 years", "1-2 jaar"), ("2-3", "2-3 years", "2-3 jaar"), ("3-4", "3-4 years", "3-4 jaar"),
        ("4-5", "4-5 years", "4-5 jaar"), ("gt5", "over 5 years", "langer dan 5 jaar"))),
    _S("coa.stay.mean", "stock", "months", "mean length of stay of residents", "gemiddelde verblijfsduur van bewoners", "64"),
    *(_S(f"coa.status_stay.{k}", "stock", "persons", f"status holders in COA by time since permit: {en}", f"statushouders in COA naar tijd sinds vergunning: {nl}", "65") for k, en, nl in (
        ("lt15w", "under 15 weeks", "korter dan 15 weken"), ("15w-6m", "15 weeks to 6 months", "15 weken tot 6 maanden"),
        ("6m-1y", "6 months to 1 year", "6 maanden tot 1 jaar"), ("gt1y", "over 1 year", "langer dan 1 jaar"))),
    # places of COA
    _S("coa.places", "stock", "places", "COA places, all kinds", "COA-plekken, alle soorten"),
    *(_S(f"coa.places.{k}", "stock", "places", f"COA places: {en}", f"COA-plekken: {nl}") for k, (en, nl) in PLACE_LABELS.items()),
    *(_S(f"coa.residents.{k}", "stock", "persons", f"COA residents by kind of place: {en}", f"COA-bewoners naar soort plek: {nl}") for k, (en, nl) in PLACE_LABELS.items()),
    _S("coa.emergency_residents", "stock", "persons", "COA residents without a regular place (in noodopvang, tgo, dgo or nowhere)", "COA-bewoners zonder reguliere plek (in noodopvang, tgo, dgo of nergens)"),
    _S("coa.without_place", "stock", "persons", "COA residents for whom there is no place of any kind", "COA-bewoners voor wie geen enkele plek is"),
    _S("coa.occupancy_rate", "stock", "share", "occupancy rate: COA occupancy over COA places", "bezettingsgraad: COA-bezetting gedeeld door COA-plekken"),
    _S("coa.target_occupancy", "stock", "share", "occupancy rate that COA aims at", "bezettingsgraad waar COA op rekent"),
    _S("coa.places_needed", "stock", "places", "COA places needed at the rate aimed at", "benodigde COA-plekken bij de beoogde bezettingsgraad"),
    _S("coa.places_short", "stock", "places", "COA places lacking at the rate aimed at", "tekort aan COA-plekken bij de beoogde bezettingsgraad"),
    _S("coa.locations", "stock", "locations", "COA locations", "COA-locaties"),
    _S("coa.places_added", "flow", "places", "COA places added, less those that closed", "COA-plekken erbij, min wat sloot"),
    _S("coa.tgo_places", "stock", "places", "temporary municipal reception (tgo, dgo): places", "tijdelijke gemeentelijke opvang (tgo, dgo): plekken"),
    _S("coa.cost", "flow", "EUR", "cost of reception by COA, in prices of 2023", "kosten van opvang door COA, in prijzen van 2023"),
    _S("coa.cost.without_place", "flow", "EUR", "cost of reception by COA, in prices of 2023: who has no place, at the price of an emergency place", "kosten van opvang door COA, in prijzen van 2023: wie geen plek heeft, tegen de prijs van een noodplek"),
    *(_S(f"coa.cost.{k}", "flow", "EUR", f"cost of COA places, in prices of 2023: {en}", f"kosten van COA-plekken, in prijzen van 2023: {nl}") for k, (en, nl) in PLACE_LABELS.items()),
    _S("spreiding.required_places", "stock", "places", "reception places required by the distribution decisions", "opvangplekken volgens de verdeelbesluiten"),
    *(_S(f"coa.stay.{k}.{g}", "stock", "persons", f"{gen} at COA by length of stay: {en}", f"{gnl} bij COA naar verblijfsduur: {nl}") for g, gen, gnl in _STAY_GROUPS for k, en, nl in (
        ("lt1", "under 1 year", "korter dan 1 jaar"), ("1-2", "1-2 years", "1-2 jaar"), ("2-3", "2-3 years", "2-3 jaar"), ("3-4", "3-4 years", "3-4 jaar"),
        ("4-5", "4-5 years", "4-5 jaar"), ("gt5", "over 5 years", "langer dan 5 jaar"))),
    *(_S(f"coa.stay.mean.{g}", "stock", "months", f"mean length of stay at COA of {en}", f"gemiddelde verblijfsduur bij COA van {nl}") for g, en, nl in _STAY_GROUPS),
    *(_S(f"coa.status_stay.{k}.{g}", "stock", "persons", f"{gen} in COA by time since permit: {en}", f"{gnl} in COA naar tijd sinds vergunning: {nl}") for g, gen, gnl in _PERMIT_GROUPS for k, en, nl in (
        ("lt15w", "under 15 weeks", "korter dan 15 weken"), ("15w-6m", "15 weeks to 6 months", "15 weken tot 6 maanden"),
        ("6m-1y", "6 months to 1 year", "6 maanden tot 1 jaar"), ("gt1y", "over 1 year", "langer dan 1 jaar"))),
    _S("coa.status_holders.referent_or_nareiziger", "stock", "share", "status holders in COA reception who are referent or nareiziger", "statushouders in de COA-opvang die referent of nareiziger zijn"),
    *(_S(f"coa.status_outflow.{g}", "flow", "persons", f"{en} that left COA reception", f"uitgestroomde {nl}") for g, en, nl in _LEAVERS),
    *(_S(f"coa.status_outflow.mean_weeks.{g}", "mean", "weeks", f"mean time from permit to leaving of {en}", f"gemiddelde tijd van vergunning tot uitstroom van {nl}") for g, en, nl in _LEAVERS),
    *(_S(f"coa.status_outflow.within14w.{g}", "share", "share", f"share that left within 14 weeks of the permit, of {en}", f"aandeel binnen 14 weken na vergunning, van {nl}") for g, en, nl in _LEAVERS),
    _S("coa.children", "stock", "persons", "minors in families at COA (amv not counted)", "minderjarige kinderen in gezinnen bij COA (zonder amv's)"),
    # verhuizingen
    *(_S(f"coa.verhuizingen.{g}", "flow", "moves", f"moves between COA locations of {en}", f"verhuizingen tussen COA-locaties van {nl}", f) for g, en, nl, f, _ in _MOVERS),
    *(_S(f"coa.verhuizingen.{g}.{r}", "flow", "moves", f"moves of {en}: {ren}", f"verhuizingen van {nl}: {rnl}", f) for g, en, nl, f, _ in _MOVERS for r, ren, rnl in _REASONS),
    *(_S(f"coa.verhuisd.{g}", "flow", "persons", f"{en} who moved, once a calendar year for each reason", f"verhuisde {nl}, een keer per kalenderjaar voor elke reden", f) for g, en, nl, f, _ in _MOVERS),
    *(_S(f"coa.verhuisd.{g}.{r}", "flow", "persons", f"{en} who moved, once a calendar year: {ren}", f"verhuisde {nl}, een keer per kalenderjaar: {rnl}", f) for g, en, nl, f, _ in _MOVERS for r, ren, rnl in _REASONS),
    *(_S(f"coa.left.{g}.{n}", "flow", "persons", f"{en} who left COA, {nen}", f"uitgestroomde {nl}, {nnl}", f) for g, en, nl, _, f in _MOVERS for n, nen, nnl in _TIMES),
    *(_S(f"coa.left_stay.{g}.{n}", "mean", "months", f"months at COA of {en} who left, {nen}", f"maanden bij COA van uitgestroomde {nl}, {nnl}", f) for g, en, nl, _, f in _MOVERS for n, nen, nnl in _TIMES),
    # housing
    _S("housing.housed", "flow", "persons", "status holders housed", "gehuisveste statushouders", "116"),
    _S("housing.taakstelling", "flow", "persons", "taakstelling (from 2026: the permits of the half year before), spread over the half year", "taakstelling (vanaf 2026: de vergunningen van het vorige halfjaar), over het halfjaar verdeeld", "116"),
    _S("housing.arrears", "stock", "persons", "arrears on the taakstelling", "achterstand op de taakstelling", "116"),
    _S("housing.queue", "stock", "persons", "status holders at COA linked or waiting for a house", "statushouders bij COA gekoppeld of wachtend op een woning"),
    _S("housing.referents_waiting", "stock", "persons", "referents who take no house before their family has come", "referenten die pas een woning betrekken als hun gezin er is"),
    _S("housing.self_found", "flow", "persons", "status holders who found a house on their own", "statushouders die zelf een woning vonden"),
    *(_S(f"housing.{k}_in", "flow", "persons", f"placed in {en}", f"geplaatst in {en}", figure) for k, en, figure in _WAY),
    *(_S(f"housing.{k}_out", "flow", "persons", f"moved on from {en} to a house", f"doorgestroomd uit {en} naar een woning", figure) for k, en, figure in _WAY),
    *(_S(f"housing.{k}", "stock", "persons", f"status holders in {en}", f"statushouders in {en}", figure) for k, en, figure in _WAY),
    *(_S(f"housing.cost.{k}", "flow", "EUR", f"paid to municipalities for {en}", f"bijdrage aan gemeenten voor {en}") for k, en, _ in _WAY),
    *(_S(f"housing.wait.{k}", "mean", "weeks", f"weeks from permit to house: {en}", f"weken van vergunning tot woning: {nl}") for k, en, nl in (
        ("one", "persons alone", "alleenstaanden"), ("small", "households of two and three", "huishoudens van twee en drie"),
        ("medium", "households of four and five", "huishoudens van vier en vijf"), ("large", "households of six and more", "huishoudens van zes en meer"),
        ("joins", "family that joins a housed referent", "familie die bij een gehuisveste referent intrekt"))),
    _S("housing.doorstroom_places", "stock", "places", "places in doorstroomlocaties", "plekken in doorstroomlocaties"),
    # Nidos
    _S("nidos.amv", "stock", "persons", "amv with Nidos", "amv's bij Nidos", "117"),
    _S("nidos.guardianship", "stock", "persons", "amv under guardianship of Nidos, at COA and with Nidos", "amv's onder voogdij van Nidos, bij COA en bij Nidos"),
    _S("nidos.family", "stock", "persons", "amv in families of Nidos", "amv's in opvanggezinnen van Nidos"),
    _S("nidos.kso", "stock", "persons", "amv in small-scale places of Nidos (KSO)", "amv's in kleinschalige plekken van Nidos (KSO)", "117"),
    _S("nidos.kso_in", "flow", "persons", "amv placed in small-scale places of Nidos (KSO)", "amv's geplaatst in kleinschalige plekken van Nidos (KSO)"),
    _S("nidos.extended", "stock", "persons", "young adults in extended care of Nidos", "jongeren in de verlengde opvang van Nidos"),
    _S("nidos.waiting", "stock", "persons", "amv at COA with a permit, waiting for a place of Nidos", "amv's bij COA met vergunning, wachtend op een plek van Nidos"),
    _S("housing.kso_capacity", "stock", "places", "small-scale places of Nidos (KSO)", "kleinschalige plekken van Nidos (KSO)", "117"),
    # departure
    *(_S(f"departure.dtenv.{k}", "flow", "persons", f"DTenV: {en}", f"DTenV: {nl}", "105") for k, en, nl in (
        ("independent", "demonstrable independent departure", "aantoonbaar zelfstandig vertrek"), ("forced", "demonstrable forced departure", "aantoonbaar gedwongen vertrek"),
        ("unsupervised", "independent without supervision", "zelfstandig zonder toezicht"), ("permit", "left the caseload with a permit", "vergunning verleend"),
        ("procedural", "procedural or administrative exit", "procedurele of administratieve uitstroom"), ("total", "outflow of the caseload", "uitstroom uit de caseload"))),
    _S("departure.dtenv.caseload", "stock", "persons", "caseload of DTenV (Dublin included)", "caseload DTenV (inclusief Dublin)"),
    _S("departure.supervision_in", "flow", "persons", "cases handed over by police and KMar", "door politie en KMar overgedragen zaken"),
)  # fmt: skip

SERIES: dict[str, Series] = {series.name: series for series in _PLAIN}
for _name in SPLIT:
    for _nation in NATIONALITIES:
        _s = SERIES[_name]
        SERIES[f"{_name}.{_nation}"] = Series(
            f"{_name}.{_nation}",
            _s.kind,
            _s.unit,
            f"{_s.en}: {GROUP_LABELS[_nation][0]}",
            f"{_s.nl}: {GROUP_LABELS[_nation][1]}",
            group=True,
        )
