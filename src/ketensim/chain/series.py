"""The series the chain leaves: name (that of the published figure it is held against), unit and meaning.

How each is read from the ledger stands in :mod:`ketensim.chain.books`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketensim.scenario.groups import DISPLACED_LABELS, GROUP_LABELS, NATIONALITIES, PLACE_LABELS

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

_APPEALS = (("aa", "AA"), ("va", "VA"), ("dublin", "Dublin"))
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
_WORK = (
    ("spoor4", "spoor 4, general procedure", "spoor 4, algemene procedure"), ("va", "extended procedure, on top", "verlengde procedure, daarbovenop"),
    ("spoor1", "spoor 1 (Dublin)", "spoor 1 (Dublin)"), ("spoor2", "spoor 2", "spoor 2"), ("border", "border procedure", "grensprocedure"),
    ("subsequent", "subsequent applications", "opvolgende aanvragen"), ("reopened", "re-opened files", "zij-instroom"), ("nareis", "nareis, article 8 included", "nareis, inclusief 8 EVRM"), ("objection", "objections in nareis", "bezwaren nareis"),
    ("ukraine", "woken applications of displaced persons from Ukraine", "geactiveerde aanvragen van ontheemden uit Oekraïne"),
    ("late", "appeals against late decisions", "beroepen niet tijdig beslissen"), ("renewal", "permits renewed sooner than after five years", "vergunningen die eerder dan na vijf jaar worden verlengd"), ("total", "all kinds", "alle soorten"),
)  # fmt: skip
_TIMES = (
    ("moved", "moved once or more", "een keer of vaker verhuisd"), ("moved0", "never moved", "nooit verhuisd"), ("moved1", "moved once", "een keer verhuisd"),
    ("moved2", "moved twice", "twee keer verhuisd"), ("moved3", "moved three times", "drie keer verhuisd"), ("moved4plus", "moved four times or more", "vier keer of vaker verhuisd"),
)  # fmt: skip
_WAYS_OUT = (
    ("forced", "demonstrable forced", "aantoonbaar gedwongen"), ("independent", "demonstrable independent", "aantoonbaar zelfstandig"),
    ("unsupervised", "independent without supervision", "zelfstandig zonder toezicht"),
)  # fmt: skip
_DOCUMENTS: tuple[tuple[str, Kind, str, str], ...] = (
    ("requested", "flow", "requests", "verzoeken"), ("withdrawn", "flow", "requests withdrawn", "ingetrokken verzoeken"),
    ("established", "flow", "nationality established", "nationaliteit vastgesteld"), ("refused", "flow", "nationality not established", "nationaliteit niet vastgesteld"),
    ("received", "flow", "documents received", "ontvangen reisdocumenten"), ("outstanding", "stock", "requests outstanding", "uitstaande verzoeken"),
)  # fmt: skip
_POSTPONED = (
    ("applications", "applications", "aanvragen"),
    ("decisions", "decisions", "beslissingen"),
    ("granted", "granted", "ingewilligd"),
)
_S = Series
_PLAIN = (
    # inflow
    _S("inflow.total", "flow", "persons", "asylum inflow, total", "asielinstroom, totaal", "56"),
    _S("inflow.first", "flow", "persons", "first applications (births included)", "eerste asielaanvragen (inclusief geboorten)", "56"),
    _S("inflow.births", "flow", "persons", "births among first applications", "geboorten onder de eerste aanvragen"),
    _S("inflow.subsequent", "flow", "persons", "second and later applications", "tweede en volgende aanvragen", "56"),
    *(_S(f"inflow.subsequent.{k}", "flow", "persons", f"second and later applications: {en}", f"tweede en volgende aanvragen: {nl}") for k, en, nl in (
        ("caseload", "from the caseload of DTenV", "vanuit de caseload van DTenV"), ("returned", "rejected, left, and came back", "afgewezen, vertrokken en teruggekomen"),
        ("earlier", "rejected before the first day", "afgewezen voor de eerste dag"))),
    _S("inflow.nareis_arrivals", "flow", "persons", "nareis family members arrived", "ingereisde nareizigers", "56"),
    _S("inflow.resettlement", "flow", "persons", "resettled persons", "hervestigde personen", "56"),
    _S("inflow.relocation", "flow", "persons", "relocated persons, taken over from other member states", "herplaatste personen, overgenomen van andere lidstaten", "56"),
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
    _S("ind.decisions_first.ukraine", "flow", "decisions", "decisions on woken applications of displaced persons from Ukraine", "beslissingen op geactiveerde aanvragen van ontheemden uit Oekraïne"),
    _S("ind.decisions_subsequent", "flow", "decisions", "decisions on subsequent applications", "beslissingen op opvolgende aanvragen"),
    _S("ind.renewals", "flow", "persons", "permits renewed sooner than after five years", "vergunningen die eerder dan na vijf jaar zijn verlengd"),
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
    *(_S(f"ind.within_term.{k}", "share", "share", f"decided within the statutory term, {en}", f"beslist binnen de wettelijke termijn, {en}", "71") for k, en in (("spoor2", "spoor 2"), ("aa", "AA"), ("va", "VA"))),
    _S("ind.within_term.subsequent", "share", "share", "decided within the statutory term, subsequent applications", "beslist binnen de wettelijke termijn, opvolgende aanvragen"),
    _S("ind.past_term", "stock", "persons", "asylum files past their statutory term", "asielzaken buiten de wettelijke beslistermijn"),
    *(_S(f"ind.past_term.{k}", "stock", "persons", f"past the statutory term: {en}", f"buiten de wettelijke beslistermijn: {nl}") for k, en, nl in (
        ("spoor2", "spoor 2", "spoor 2"), ("aa", "waiting in spoor 4 (AA)", "wachtend in spoor 4 (AA)"), ("va", "extended procedure (VA)", "verlengde procedure (VA)"),
        ("subsequent", "subsequent applications", "opvolgende aanvragen"), ("reopened", "re-opened files", "zij-instroom"))),
    _S("ind.backlog", "stock", "persons", "first applications pending at the IND", "eerste aanvragen in behandeling bij de IND"),
    _S("ind.backlog.spoor1", "stock", "persons", "pending in spoor 1 (Dublin)", "in behandeling in spoor 1 (Dublin)"),
    _S("ind.backlog.spoor2", "stock", "persons", "pending in spoor 2", "in behandeling in spoor 2"),
    _S("ind.backlog.aa", "stock", "persons", "waiting in spoor 4 (AA)", "wachtend in spoor 4 (AA)"),
    _S("ind.backlog.va", "stock", "persons", "in the extended procedure (VA)", "in de verlengde procedure (VA)"),
    _S("ind.backlog.subsequent", "stock", "persons", "subsequent applications pending", "opvolgende aanvragen in behandeling"),
    _S("ind.backlog.reopened", "stock", "persons", "re-opened files pending", "zij-instroom in behandeling"),
    _S("ind.backlog.ukraine", "stock", "persons", "woken applications of displaced persons from Ukraine pending", "geactiveerde aanvragen van ontheemden uit Oekraïne in behandeling"),
    _S("ind.open_procedures", "stock", "persons", "open asylum procedures: pending at the IND (first applications) and main appeals at court", "open asielprocedures: bij de IND (eerste aanvragen) en beroepen bij de rechtbank", "51"),
    _S("ind.permits.total", "flow", "permits", "asylum permits granted", "verleende asielvergunningen", "73"),
    _S("ind.permits.subsequent", "flow", "permits", "permits from subsequent applications", "vergunningen uit herhaalde aanvragen", "73"),
    _S("ind.permits.resettlement", "flow", "permits", "permits to resettled persons", "vergunningen hervestiging", "73"),
    _S("ind.permits.side_inflow", "flow", "permits", "permits from side inflow", "vergunningen uit zij-instroom", "73"),
    _S("ind.permits.refugee", "flow", "permits", "permits to refugees (resettled persons excepted)", "vergunningen aan vluchtelingen (zonder hervestiging)"),
    _S("ind.permits.subsidiary", "flow", "permits", "permits to subsidiarily protected persons", "vergunningen aan subsidiair beschermden"),
    _S("ind.permits.nareis", "flow", "permits", "permits to nareis family members on arrival", "vergunningen ingereisde nareizigers", "73"),
    *(_S(f"ind.budget_used.{k}", "flow", "files", f"work of the IND, in files of normal weight: {en}", f"werk van de IND, in zaken van normaal gewicht: {nl}") for k, en, nl in _WORK),
    # courts
    *(_S(f"courts.{k}.appeals_in", "flow", "cases", f"{name} appeals filed", f"beroepen {name} ingesteld", "75") for k, name in _APPEALS),
    *(_S(f"courts.{k}.appeals_out", "flow", "cases", f"{name} appeals disposed", f"beroepen {name} afgedaan", "75") for k, name in _APPEALS),
    *(_S(f"courts.{k}.provisional_in", "flow", "cases", f"provisional measures asked beside {name} appeals", f"voorlopige voorzieningen gevraagd naast beroepen {name}", "75") for k, name in _APPEALS),
    *(_S(f"courts.{k}.provisional_out", "flow", "cases", f"provisional measures of {name} ruled on, or fallen with the appeal", f"voorlopige voorzieningen {name} afgedaan, of vervallen met het beroep", "75") for k, name in _APPEALS),
    _S("courts.va.late_in", "flow", "cases", "appeals for not deciding in time filed", "beroepen niet tijdig beslissen ingesteld", "75"),
    _S("courts.va.late_out", "flow", "cases", "appeals for not deciding in time disposed: ruled on or withdrawn", "beroepen niet tijdig beslissen afgedaan: uitspraak of ingetrokken", "75"),
    _S("courts.late.withdrawn", "flow", "cases", "of which withdrawn, because the IND decided", "waarvan ingetrokken, omdat de IND besliste"),
    _S("courts.total_in", "flow", "cases", "asylum cases filed at the courts", "asielzaken ingesteld bij de rechtspraak", "75"),
    _S("courts.total_out", "flow", "cases", "asylum cases disposed by the courts", "asielzaken afgedaan door de rechtspraak", "75"),
    *(_S(f"courts.{k}.lead_time", "mean", "weeks", f"weeks at court, all {name} cases disposed of", f"weken bij de rechtbank, alle afgedane zaken {name}", "75") for k, name in _APPEALS),
    *(_S(f"courts.{k}.appeals_lead_time", "mean", "weeks", f"weeks at court, {name} main cases", f"weken bij de rechtbank, hoofdzaken {name}") for k, name in _APPEALS),
    _S("courts.va.late_lead_time", "mean", "weeks", "weeks at court, appeals for not deciding in time", "weken bij de rechtbank, beroepen niet tijdig beslissen"),
    _S("courts.pending", "stock", "cases", "main appeals pending", "beroepen (hoofdzaken) in behandeling"),
    _S("courts.late.pending", "stock", "cases", "appeals for not deciding in time pending", "beroepen niet tijdig beslissen in behandeling"),
    _S("courts.upheld", "share", "share", "appeals in which the IND decision stands", "beroepen waarin het besluit van de IND standhoudt"),
    _S("courts.ind_higher_appeal_share", "share", "share", "upheld appeals after which the IND files a higher appeal", "gegronde beroepen waarna de IND in hoger beroep gaat"),
    _S("ind.penalty_payments", "flow", "EUR million", "penalties for late decisions", "dwangsommen wegens niet tijdig beslissen"),
    _S("ind.penalty_payments.judicial", "flow", "EUR million", "penalties for late decisions: judicial", "dwangsommen wegens niet tijdig beslissen: rechterlijk"),
    _S("ind.penalty_payments.administrative", "flow", "EUR million", "penalties for late decisions: administrative", "dwangsommen wegens niet tijdig beslissen: bestuurlijk"),
    *(_S(f"raad_van_state.{k}.{way}", "flow", "cases", f"higher appeals {en}, {name}", f"hoger beroepen {nl}, {name}", "76") for k, name in _APPEALS[:2] for way, en, nl in (("in", "filed", "ingesteld"), ("out", "decided", "beslist"))),
    *(_S(f"raad_van_state.{k}.provisional_in", "flow", "cases", f"provisional measures asked beside higher appeals, {name}", f"voorlopige voorzieningen gevraagd naast hoger beroepen, {name}", "76") for k, name in _APPEALS[:2]),
    *(_S(f"raad_van_state.{k}.provisional_out", "flow", "cases", f"provisional measures beside higher appeals that are decided, {name}", f"voorlopige voorzieningen naast besliste hoger beroepen, {name}", "76") for k, name in _APPEALS[:2]),
    *(_S(f"raad_van_state.{k}.lead_time", "mean", "weeks", f"weeks at the Raad van State, {name}", f"weken bij de Raad van State, {name}", "76") for k, name in _APPEALS[:2]),
    *(_S(f"raad_van_state.{k}.pending", "stock", "cases", f"higher appeals pending, {name}", f"hoger beroepen in behandeling, {name}") for k, name in _APPEALS[:2]),
    _S("raad_van_state.by_ind", "flow", "cases", "higher appeals filed by the IND", "hoger beroepen ingesteld door de IND"),
    _S("raad_van_state.for_person", "flow", "cases", "higher appeals decided for the person", "hoger beroepen beslist in het voordeel van de vreemdeling"),
    _S("courts.status.appeals_in", "flow", "cases", "appeals for the better status filed", "beroepen om de betere status ingesteld"),
    _S("courts.status.appeals_out", "flow", "cases", "appeals for the better status decided", "beroepen om de betere status afgedaan"),
    _S("courts.status.upheld", "flow", "cases", "appeals for the better status upheld", "beroepen om de betere status gegrond"),
    # border
    _S("border.applications", "flow", "persons", "first applications at the outer border", "eerste aanvragen aan de buitengrens", "83"),
    _S("border.in", "flow", "persons", "held at the border while the application is decided", "in grensdetentie voor de behandeling van de aanvraag"),
    _S("border.detained", "stock", "persons", "in border detention", "in grensdetentie"),
    _S("border.places", "stock", "places", "places in border detention", "plekken in grensdetentie"),
    _S("border.decisions", "flow", "decisions", "decisions in the border procedure", "beslissingen in de grensprocedure"),
    _S("border.rejected", "flow", "decisions", "rejected in the border procedure", "afgewezen in de grensprocedure"),
    _S("border.moved", "flow", "persons", "rejected at the border and moved to an institution of DJI", "aan de grens afgewezen en overgeplaatst naar een inrichting van DJI", "93"),
    _S("ind.backlog.border", "stock", "persons", "pending in the border procedure", "in behandeling in de grensprocedure"),
    # Dublin
    _S("dublin.claims_sent", "flow", "claims", "Dublin claims sent, requests to look again included", "verzonden Dublinclaims, inclusief verzoeken tot heroverweging", "54"),
    _S("dublin.claims_accepted", "flow", "claims", "Dublin claims accepted by other states", "door andere lidstaten geaccepteerde Dublinclaims"),
    _S("dublin.transferred", "flow", "persons", "transferred to another member state", "overgedragen aan een andere lidstaat", "105"),
    *(_S(f"dublin.{k}", "flow", "persons", f"Dublin: {en}", f"Dublin: {nl}", "105") for k, en, nl in (
        ("independent", "independent departure to another member state", "zelfstandig vertrek naar een andere lidstaat"), ("forced", "forced transfer", "gedwongen overdracht"),
        ("unsupervised", "gone without supervision before the transfer", "zonder toezicht vertrokken voor de overdracht"))),
    _S("dublin.lapsed", "flow", "persons", "transfer term over: the file is taken up here", "overdrachtstermijn verlopen: de zaak wordt hier opgepakt"),
    _S("dublin.waiting", "stock", "persons", "waiting for a Dublin transfer", "wachtend op een Dublinoverdracht"),
    _S("dublin.claims_received", "flow", "claims", "Dublin claims received, requests to look again included", "ontvangen Dublinclaims, inclusief verzoeken tot heroverweging", "55"),
    _S("dublin.transferred_in", "flow", "persons", "transferred to the Netherlands", "aan Nederland overgedragen", "55"),
    # nareis
    _S("nareis.mvv.applications", "flow", "persons", "mvv-nareis applications", "aanvragen mvv-nareis", "61"),
    _S("nareis.mvv.decisions", "flow", "decisions", "mvv-nareis decisions", "beslissingen mvv-nareis"),
    _S("nareis.mvv.granted", "flow", "persons", "mvv-nareis granted (objections included)", "ingewilligd mvv-nareis (met bezwaar)", "61"),
    _S("nareis.evrm8.applications", "flow", "persons", "article 8 ECHR nareis applications", "aanvragen nareis 8 EVRM", "62"),
    _S("nareis.evrm8.decisions", "flow", "decisions", "article 8 ECHR nareis decisions", "beslissingen nareis 8 EVRM", "62"),
    _S("nareis.evrm8.granted", "flow", "persons", "article 8 ECHR nareis granted (objections included)", "ingewilligd nareis 8 EVRM (met bezwaar)", "62"),
    _S("nareis.mvv.objections", "flow", "cases", "mvv-nareis objections filed", "bezwaren mvv-nareis ingediend"),
    _S("nareis.mvv.objections_decided", "flow", "cases", "mvv-nareis objections decided", "bezwaren mvv-nareis beslist"),
    _S("nareis.evrm8.objections", "flow", "cases", "article 8 objections filed", "bezwaren 8 EVRM ingediend", "62"),
    _S("nareis.evrm8.objections_decided", "flow", "cases", "article 8 objections decided", "bezwaren 8 EVRM beslist", "62"),
    _S("nareis.evrm8.arrivals", "flow", "persons", "article 8 ECHR family arrived", "ingereisd op grond van 8 EVRM"),
    _S("nareis.waiting_abroad", "stock", "persons", "family abroad waiting for a decision", "familie in het buitenland in afwachting van een besluit", "61"),
    _S("nareis.waiting_abroad.mvv", "stock", "persons", "of which mvv-nareis", "waarvan mvv-nareis"),
    _S("nareis.past_term", "stock", "persons", "family abroad whose application is past the term to decide", "familie in het buitenland van wie de aanvraag buiten de beslistermijn is"),
    _S("nareis.mvv.within_term", "share", "share", "mvv-nareis decided within the term", "mvv-nareis beslist binnen de termijn", "61"),
    _S("nareis.evrm8.within_term", "share", "share", "article 8 nareis decided within the term", "nareis 8 EVRM beslist binnen de termijn"),
    _S("nareis.waiting_abroad.evrm8", "stock", "persons", "of which article 8 ECHR", "waarvan 8 EVRM"),
    _S("nareis.mvv.withdrawn", "flow", "persons", "mvv-nareis applications withdrawn", "aanvragen mvv-nareis ingetrokken"),
    _S("nareis.evrm8.withdrawn", "flow", "persons", "article 8 ECHR nareis applications withdrawn", "aanvragen nareis 8 EVRM ingetrokken"),
    _S("nareis.late", "flow", "persons", "family not asked for in time (counted at the permit)", "familie voor wie niet op tijd nareis is aangevraagd (geteld bij de vergunning)"),
    _S("nareis.beyond_core", "flow", "persons", "family beyond the core that may not be asked for (counted at the permit)", "familie buiten het kerngezin voor wie geen nareis mogelijk is (geteld bij de vergunning)"),
    _S("nareis.applications_subsidiary", "flow", "persons", "applications for family of the subsidiarily protected (mvv-nareis and article 8)", "aanvragen voor familie van subsidiair beschermden (mvv-nareis en 8 EVRM)"),
    _S("nareis.arrivals_subsidiary", "flow", "persons", "family of the subsidiarily protected arrived (mvv-nareis and article 8)", "ingereisde familie van subsidiair beschermden (mvv-nareis en 8 EVRM)"),
    _S("nareis.appeals_in", "flow", "cases", "nareis appeals filed at court", "beroepen nareis ingesteld"),
    _S("nareis.appeals_out", "flow", "cases", "nareis appeals decided by the court", "beroepen nareis afgedaan"),
    _S("nareis.granted_on_appeal", "flow", "persons", "family granted nareis on appeal", "familie met nareis na beroep"),
    _S("nareis.not_collected", "flow", "persons", "mvv granted and not collected in time", "mvv verleend en niet op tijd opgehaald"),
    _S("nareis.not_travelled", "flow", "persons", "mvv collected and not travelled in time", "mvv opgehaald en niet op tijd ingereisd"),
    _S("nareis.waiting_period", "stock", "persons", "family abroad in the waiting period of the referent", "familie in het buitenland in de wachttermijn van de referent"),
    _S("nareis.conditions", "stock", "persons", "family abroad whose referent has no income or house yet", "familie in het buitenland van wie de referent nog geen inkomen of woning heeft"),
    _S("nareis.objection", "stock", "persons", "family abroad with an objection pending", "familie in het buitenland met een bezwaar in behandeling"),
    _S("nareis.appeal", "stock", "persons", "family abroad with an appeal pending", "familie in het buitenland met een beroep in behandeling"),
    _S("nareis.collect", "stock", "persons", "family abroad that can collect the mvv", "familie in het buitenland die de mvv kan ophalen"),
    _S("nareis.travel", "stock", "persons", "family abroad that has the mvv, before the journey", "familie in het buitenland met mvv, voor de inreis"),
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
        ("returned", "returned after leaving", "teruggekeerd na vertrek"), ("permit", "lived elsewhere, reported with a permit", "woonde elders, meldt zich met vergunning"), ("nidos", "turned 18 with Nidos, file open", "werd 18 bij Nidos, dossier open"), ("postponed", "departure postponed (article 64)", "uitstel van vertrek (artikel 64)"),
        ("ukraine", "displaced from Ukraine, the application woken", "ontheemd uit Oekraïne, de aanvraag geactiveerd"))),
    *(_S(f"coa.returned.{k}", "flow", "persons", f"came back to COA: {en}", f"teruggekomen bij COA: {nl}") for k, en, nl in (
        ("file_open", "had left with the file open", "was vertrokken met open dossier"), ("rejected", "had left without supervision after a rejection", "was na afwijzing zonder toezicht vertrokken"),
        ("dublin", "had left under a Dublin decision", "was vertrokken met een Dublinbesluit"), ("won", "had lost reception, and won the appeal", "had de opvang verloren, en kreeg gelijk bij de rechter"), ("host", "had moved to family or friends, the file still open", "was met open dossier naar familie of vrienden gegaan"))),
    _S("coa.outflow", "flow", "persons", "left COA reception", "uitgestroomd uit de COA-opvang", "63"),
    *(_S(f"coa.outflow.{c}", "flow", "persons", f"COA outflow: {en}", f"COA-uitstroom: {nl}") for c, en, nl in (
        ("housed", "status holders housed", "statushouders gehuisvest"), ("host", "to family or friends, file open", "naar familie of vrienden, dossier open"),
        ("file_open", "withdrawn or disappeared", "ingetrokken of verdwenen"), ("dublin", "Dublin: transferred or gone", "Dublin: overgedragen of vertrokken"),
        ("rejected", "rejected", "afgewezen"), ("nidos", "amv to a family of Nidos", "amv's naar een opvanggezin van Nidos"), ("status_returned", "status holders who went back to Syria", "statushouders die naar Syrië teruggingen"))),
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
    *(_S(f"departure.keten.{k}", "flow", "persons", f"chain-wide departure: {en}", f"ketenbreed vertrek: {nl}", "103") for k, en, nl in (
        ("total", "total", "totaal"), *_WAYS_OUT)),
    *(_S(f"departure.keten.outside.{k}", "flow", "persons", f"departure registered beside DTenV, not simulated: {en}", f"vertrek buiten DTenV om geregistreerd, niet gesimuleerd: {nl}") for k, en, nl in _WAYS_OUT),
    _S("departure.vris.demonstrable", "flow", "persons", "convicted (VRIS), of DTenV: demonstrable departure", "VRIS'ers, van DTenV: aantoonbaar vertrek", "112"),
    _S("departure.vris.unsupervised", "flow", "persons", "convicted (VRIS), of DTenV: independent without supervision", "VRIS'ers, van DTenV: zelfstandig zonder toezicht", "112"),
    _S("departure.iom", "flow", "persons", "independent departure through IOM", "zelfstandig vertrek via IOM", "108"),
    _S("departure.iom.asylum", "flow", "persons", "independent departure through IOM: (former) asylum applicants", "zelfstandig vertrek via IOM: (ex-)asielzoekers", "108"),
    _S("departure.no_fault", "flow", "permits", "permits to who cannot leave through no fault of their own", "vergunningen buiten schuld", "115"),
    *(_S(f"departure.documents.{k}", kind, "cases", f"travel documents, LP and T&O: {en}", f"reisdocumenten, LP en T&O: {nl}", "110") for k, kind, en, nl in _DOCUMENTS),
    _S("departure.detention_in", "flow", "persons", "placed in immigration detention", "ingestroomd in vreemdelingenbewaring", "93"),
    _S("departure.detention_in.removal", "flow", "persons", "placed in immigration detention: without lawful residence", "ingestroomd in vreemdelingenbewaring: zonder rechtmatig verblijf", "93"),
    _S("departure.detention_in.caseload", "flow", "persons", "placed in immigration detention: from the caseload that is simulated", "ingestroomd in vreemdelingenbewaring: uit de gesimuleerde caseload"),
    _S("departure.detention", "stock", "persons", "in immigration detention, from the caseload", "in vreemdelingenbewaring, uit de caseload"),
    _S("departure.detention_places", "stock", "places", "places in immigration detention for the caseload", "plekken vreemdelingenbewaring voor de caseload"),
    _S("departure.detention.ordered", "flow", "persons", "detention ordered", "bewaring beoogd"),
    _S("departure.detention.released", "flow", "persons", "released from detention without departure", "uit bewaring zonder vertrek"),
    *(_S(f"departure.postponed_{k}", "flow", "cases", f"postponed departure (article 64): {en}, main applicants", f"uitstel van vertrek (artikel 64): {nl}, hoofdaanvragers", "113") for k, en, nl in _POSTPONED),
    *(_S(f"departure.postponed_{k}.family", "flow", "cases", f"postponed departure (article 64): {en}, family members", f"uitstel van vertrek (artikel 64): {nl}, gezinsleden", "114") for k, en, nl in _POSTPONED),
    _S("departure.postponed", "stock", "persons", "persons whose departure is postponed (article 64)", "personen met uitstel van vertrek (artikel 64)"),
    _S("departure.vbl_in", "flow", "persons", "single adults who go to the vbl", "alleenstaanden naar de vbl", "92"),
    _S("departure.vbl", "stock", "persons", "in the vbl", "in de vbl"),
    _S("departure.gezinslocatie_in", "flow", "persons", "persons in families who come to a gezinslocatie", "personen in gezinnen naar een gezinslocatie", "92"),
    _S("departure.status_returned", "flow", "persons", "Syrian status holders who went back", "Syrische statushouders die teruggingen"),
    _S("departure.status_returned.coa", "flow", "persons", "Syrian status holders who went back, from COA", "Syrische statushouders die teruggingen, vanuit COA"),
    _S("departure.status_returned.housed", "flow", "persons", "Syrian status holders who went back, from a house", "Syrische statushouders die teruggingen, vanuit een woning"),
    _S("ind.permits_withdrawn", "flow", "permits", "permits of Syrians withdrawn on review", "ingetrokken vergunningen van Syriërs na herbeoordeling"),
    _S("departure.supervision_in", "flow", "persons", "cases handed over by police and KMar", "door politie en KMar overgedragen zaken"),
    # displaced persons from Ukraine
    _S("ukraine.registered", "stock", "persons", "displaced persons from Ukraine registered in the BRP", "ontheemden uit Oekraïne ingeschreven in de BRP", "78"),
    *(_S(f"ukraine.registered.{g}", "stock", "persons", f"displaced persons registered, those with a woken application excepted: {en}", f"ingeschreven ontheemden, zonder wie een geactiveerde aanvraag heeft: {nl}", "78") for g, (en, nl) in DISPLACED_LABELS.items()),
    _S("ukraine.registrations", "flow", "persons", "displaced persons who registered (births included)", "ontheemden die zich inschreven (inclusief geboorten)"),
    _S("ukraine.deregistrations", "flow", "persons", "displaced persons deregistered from the BRP", "ontheemden uitgeschreven uit de BRP", "79"),
    _S("ukraine.deregistered", "stock", "persons", "displaced persons deregistered from the BRP since 2022", "ontheemden uitgeschreven uit de BRP sinds 2022", "79"),
    *(_S(f"ukraine.deregistered.{g}", "stock", "persons", f"displaced persons deregistered since 2022, those with a woken application excepted: {en}", f"uitgeschreven ontheemden sinds 2022, zonder wie een geactiveerde aanvraag had: {nl}", "79") for g, (en, nl) in DISPLACED_LABELS.items()),
    _S("ukraine.reception", "stock", "persons", "municipal reception of displaced persons: taken, snijverlies included", "gemeentelijke opvang van ontheemden: bezet, inclusief snijverlies", "80"),
    _S("ukraine.capacity", "stock", "places", "municipal reception of displaced persons: places", "gemeentelijke opvang van ontheemden: plekken", "80"),
    _S("ukraine.reception_short", "stock", "persons", "displaced persons who want a place in municipal reception and have none", "ontheemden die een plek in de gemeentelijke opvang willen en die niet hebben"),
    _S("ukraine.private", "stock", "persons", "displaced persons outside municipal reception", "ontheemden buiten de gemeentelijke opvang"),
    _S("ukraine.dormant", "stock", "persons", "displaced persons under temporary protection, their application asleep", "ontheemden met tijdelijke bescherming, hun asielaanvraag aangehouden"),
    _S("ukraine.document", "stock", "persons", "displaced persons with a transition document", "ontheemden met een transitiedocument"),
    _S("ukraine.must_leave", "stock", "persons", "displaced persons who have to leave without having applied", "ontheemden die moeten vertrekken zonder asielprocedure"),
    _S("ukraine.woken", "flow", "persons", "displaced persons whose asylum application woke up", "ontheemden van wie de asielaanvraag is geactiveerd"),
    _S("ukraine.to_coa", "flow", "persons", "displaced persons who moved to COA, their application pending", "ontheemden die naar COA gingen, met een lopende aanvraag"),
    _S("ukraine.permits", "flow", "persons", "displaced persons who left the register with an asylum permit", "ontheemden die met een asielvergunning uit de registratie gingen"),
    _S("ukraine.coa", "stock", "persons", "displaced persons at COA, their application pending at the IND", "ontheemden bij COA, met een lopende aanvraag bij de IND"),
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
