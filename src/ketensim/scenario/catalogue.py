"""Every parameter of the chain: unit, allowed range and meaning. Values and their sources stand in the scenario files.

A scenario file may set a parameter of one group (``coa.to_host.syria``) or of all groups at once (``coa.to_host``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ketensim.scenario.groups import DISPLACED_LABELS, GROUP_LABELS, NATIONALITIES, PLACE_LABELS
from ketensim.scenario.parameter import Parameter

Labels = Mapping[str, tuple[str, str]]
_NATIONS: Labels = {name: GROUP_LABELS[name] for name in NATIONALITIES}
_MONTHS: Labels = {
    "jan": ("January", "januari"), "feb": ("February", "februari"), "mar": ("March", "maart"), "apr": ("April", "april"),
    "may": ("May", "mei"), "jun": ("June", "juni"), "jul": ("July", "juli"), "aug": ("August", "augustus"),
    "sep": ("September", "september"), "oct": ("October", "oktober"), "nov": ("November", "november"), "dec": ("December", "december"),
}  # fmt: skip
_APPEALS: Labels = {"aa": ("AA", "AA"), "va": ("VA", "VA"), "dublin": ("Dublin", "Dublin")}
_AT_COURT: Labels = {**_APPEALS, "late": ("late decision", "niet tijdig beslissen")}
_CASES: Labels = {**_AT_COURT, "provisional": ("provisional measure", "voorlopige voorziening")}
_HIGHER: Labels = {"aa": ("AA, Dublin included", "AA, inclusief Dublin"), "va": ("VA", "VA")}
_LATE_FILES: Labels = {"asylum": ("asylum files", "asielzaken"), "nareis": ("nareis files", "nareiszaken")}
_QUEUES: Labels = {"spoor4": ("spoor 4", "spoor 4"), "reopened": ("re-opened files", "heropende zaken"), "nareis": ("nareis", "nareis")}
_OWN_TIME: Labels = {
    "va": ("VA, on top of AA", "VA, bovenop AA"),
    "spoor1": ("spoor 1 (Dublin)", "spoor 1 (Dublin)"),
    "spoor2": ("spoor 2", "spoor 2"),
    "border": ("border procedure", "grensprocedure"),
    "subsequent": ("subsequent application", "opvolgende aanvraag"),
    "objection": ("objection in nareis, a person", "bezwaar nareis, per persoon"),
    "ukraine": ("woken application of a displaced person from Ukraine", "geactiveerde aanvraag van een ontheemde uit Oekraïne"),
    "late": ("appeal against a late decision", "beroep niet tijdig beslissen"),
    "renewal": ("permit renewed, a person", "verlenging van een vergunning, per persoon"),
}
_QUEUED: Labels = {
    "reopened": ("re-opened file", "heropende zaak"),
    "mvv": ("mvv-nareis, a person", "mvv-nareis, per persoon"),
    "evrm8": ("nareis 8 EVRM, a person", "nareis 8 EVRM, per persoon"),
}
_CASELOAD: Labels = {
    "adult": GROUP_LABELS["adult"],
    "family": GROUP_LABELS["family"],
    "syrian": ("Syrians", "Syriërs"),
    "supervision": ("handed over by police and KMar", "overgedragen door politie en KMar"),
    "vris": ("convicted (VRIS)", "VRIS'ers"),
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
    *_each("inflow.subsequent", _NATIONS, "persons/year", 0, 50_000, "second and later applications of those rejected before the first day", "tweede en volgende aanvragen van wie voor de eerste dag is afgewezen"),
    *_each("inflow.resettlement", _NATIONS, "persons/year", 0, 20_000, "resettled persons", "hervestigde personen"),
    _P("inflow.relocation", "persons/year", 0, 50_000, "persons taken over from other member states (relocation), in the proportions of the first applicants", "personen overgenomen van andere lidstaten (herplaatsing), in de verhoudingen van de eerste aanvragers"),
    *_each("inflow.supervision", _NATIONS, "persons/year", 0, 50_000, "cases handed to DTenV by police and KMar", "door politie en KMar aan DTenV overgedragen zaken"),
)  # fmt: skip
_IND = (
    _P("registration.screening", "days", 0, 100, "days from report until somebody is identified and screened", "dagen van aanmelding tot iemand geïdentificeerd en gescreend is"),
    _P("registration.duration", "days", 0, 200, "days from there to track assignment", "dagen van daar tot spoortoewijzing"),
    *_each("registration.spoor1_share", _NATIONS, "share", 0, 1, "applicants sent to spoor 1 (Dublin), amv excepted", "aanvragers in spoor 1 (Dublin), behalve amv's"),
    *_each("registration.spoor2_share", _NATIONS, "share", 0, 1, "applicants sent to spoor 2, amv excepted", "aanvragers in spoor 2, behalve amv's"),
    _P("ind.spoor2.duration", "weeks", 1, 200, "weeks in spoor 2", "weken in spoor 2"),
    _P("ind.spoor2.grant_rate", "share", 0, 1, "grant rate in spoor 2", "inwilliging in spoor 2"),
    *_each("ind.subsidiary_share", _NATIONS, "share", 0, 1, "of those who get a permit on own grounds, who is subsidiarily protected (the others are refugees)", "van wie op eigen gronden een vergunning krijgt, wie subsidiair beschermd is (de anderen zijn vluchteling)"),
    _P("ind.term.first", "months", 0, 60, "statutory term to decide on an asylum application", "wettelijke beslistermijn voor een asielaanvraag"),
    _P("ind.term.extension", "months", 0, 60, "extension of the term, of files filed since it began or still within their term then", "verlenging van de termijn, van zaken die sindsdien zijn ingediend of toen nog binnen de termijn waren"),
    _P("ind.term.extension_stands", "share", 0, 1, "how far the extension counts in what is decided within the term (0: undone afterwards)", "hoe ver de verlenging telt in wat binnen de termijn is beslist (0: later teruggedraaid)"),
    _P("ind.term.longest", "months", 0, 120, "longest term with a moratorium on decisions, from the application", "langste termijn bij een besluitmoratorium, vanaf de aanvraag"),
    _P("ind.term.nareis", "months", 0, 60, "term to decide on a nareis application, its extension included", "beslistermijn voor een nareisaanvraag, inclusief de verlenging"),
    _P("ind.budget", "files/year", 0, 500_000, "work the IND can do on asylum and nareis, in files of normal weight (a file decided in AA)", "werk dat de IND aan asiel en nareis kan doen, in zaken van normaal gewicht (een zaak in AA)"),
    *_each("ind.budget_share", _QUEUES, "share", 0, 1, "part of the budget, less what takes its own time, for (shares are divided by their sum)", "deel van het budget, na wat eigen tijd kost, voor (aandelen worden gedeeld door hun som)"),
    *_each("ind.extra", _QUEUES, "files/year", 0, 500_000, "work on top of the budget, in files of normal weight, only for", "werk bovenop het budget, in zaken van normaal gewicht, alleen voor"),
    _P("ind.handed_on", "share", 0, 1, "of what a queue has no use for, what the others can use", "van wat een wachtrij niet nodig heeft, wat de andere kunnen gebruiken"),
    *_each("ind.weight", _OWN_TIME, "factor", 0, 10, "work in a decision, a file decided in AA being 1", "werk in een beslissing, een zaak in AA is 1"),
    *_each("ind.weight", _QUEUED, "factor", 0.02, 10, "work in a decision, a file decided in AA being 1", "werk in een beslissing, een zaak in AA is 1"),
    _P("ind.permit_years", "years", 1, 20, "years that an asylum permit lasts; renewed sooner than after five is work on top", "jaren dat een asielvergunning geldt; eerder dan na vijf verlengen is extra werk"),
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
    _P("ind.reopened.grant_factor", "factor", 0, 2, "grant rate of re-opened files relative to spoor 4", "inwilliging van heropende zaken ten opzichte van spoor 4"),
)  # fmt: skip
_DUBLIN = (
    _P("dublin.blocked_share", "share", 0, 1, "spoor 1 files for a state to which no transfers are possible: handled here", "zaken in spoor 1 voor een lidstaat waarheen geen overdracht mogelijk is: hier behandeld"),
    _P("dublin.answer_duration", "weeks", 1, 52, "weeks from track assignment, or a claim once more, to the answer", "weken van spoortoewijzing, of een nieuwe claim, tot het antwoord"),
    _P("dublin.accepted_share", "share", 0, 1, "Dublin claims that are accepted, silence included", "Dublinclaims die worden geaccepteerd, ook stilzwijgend"),
    _P("dublin.again_share", "share", 0, 1, "refused claims made once more: looked at again, or to another state", "geweigerde claims die opnieuw worden gelegd: heroverweging, of bij een andere lidstaat"),
    _P("dublin.decision_duration", "weeks", 1, 52, "weeks from an accepted claim to the Dublin decision", "weken van geaccepteerde claim tot Dublinbeslissing"),
    _P("dublin.closed_share", "share", 0, 1, "Dublin files closed at the decision because the person is gone", "Dublinzaken die bij de beslissing worden gesloten omdat de persoon weg is"),
    _P("dublin.transfer_term", "weeks", 1, 156, "weeks from acceptance, or from a ruling, within which the transfer has to be made", "weken na acceptatie, of na een uitspraak, waarbinnen moet worden overgedragen"),
    _P("dublin.absconded_term", "weeks", 1, 520, "the same for who has disappeared, from acceptance", "hetzelfde voor wie is verdwenen, na acceptatie"),
    _P("dublin.return_share", "share", 0, 1, "persons transferred, or gone before it, who come back", "overgedragen of daarvoor vertrokken personen die terugkomen"),
    _P("dublin.in.share", "share", 0, 1, "persons gone with a file here who are transferred back by another member state", "met een dossier vertrokken personen die een andere lidstaat weer overdraagt"),
    _P("dublin.in.duration", "weeks", 1, 300, "weeks from leaving to that transfer", "weken van vertrek tot die overdracht"),
    _P("dublin.in.first_share", "share", 0, 1, "first applicants (amv excepted) who were transferred to the Netherlands: a Dutch visa, or family here", "eerste aanvragers (behalve amv's) die aan Nederland zijn overgedragen: een Nederlands visum, of familie hier"),
    _P("dublin.in.transferred_share", "share", 0.01, 1, "claims received that end in a transfer to the Netherlands", "ontvangen claims die eindigen in een overdracht aan Nederland"),
)  # fmt: skip
_BORDER = (
    *_each("border.share", _NATIONS, "share", 0, 1, "first applicants who apply at the outer border", "eerste aanvragers aan de buitengrens"),
    *_each("border.held_share", _NATIONS, "share", 0, 1, "of adults alone who apply at the outer border, who is held while the application is decided", "van alleen gekomen volwassenen aan de buitengrens, wie in grensdetentie wacht op de beslissing"),
    _P("border.places", "persons", 0, 20_000, "places in border detention; for whom there is none is let in", "plekken in grensdetentie; voor wie er geen is wordt toegelaten"),
    _P("border.duration", "weeks", 0.1, 52, "weeks until a decision in the border procedure, or until somebody is let in without", "weken tot een beslissing in de grensprocedure, of tot toelating zonder"),
    _P("border.term", "weeks", 0.1, 52, "weeks that the border procedure may take", "weken die de grensprocedure mag duren"),
    _P("border.decided_share", "share", 0, 1, "of those held, whose application is decided in the border procedure", "van wie in grensdetentie is, van wie de aanvraag in de grensprocedure wordt afgedaan"),
    _P("border.grant_rate", "share", 0, 1, "grant rate in the border procedure", "inwilliging in de grensprocedure"),
    _P("border.after_rejection", "weeks", 0.1, 78, "weeks in border detention after a rejection, for who has not left before", "weken in grensdetentie na een afwijzing, voor wie niet eerder vertrekt"),
    _P("border.moved_share", "share", 0, 1, "of the rejected, who is moved to an institution of DJI", "van de afgewezenen, wie wordt overgeplaatst naar een inrichting van DJI"),
)  # fmt: skip
_COURTS = (
    _P("courts.capacity", "cases/year", 0, 200_000, "work the courts can do on asylum, in AA appeals of normal weight", "werk dat de rechtspraak aan asiel kan doen, in AA-beroepen van normaal gewicht"),
    *_each("courts.weight", _CASES, "factor", 0.01, 20, "work in a case, an AA appeal being 1", "werk in een zaak, een AA-beroep is 1"),
    *_each("courts.preparation", _CASES, "weeks", 0, 100, "weeks before a case can be decided (a provisional measure: until it is)", "weken voordat een zaak kan worden beslist (een voorlopige voorziening: tot die beslissing)"),
    *_each("courts.norm", _AT_COURT, "weeks", 0, 500, "weeks after which a case is due: the longest overdue goes first", "weken waarna een zaak aan de beurt is: wat dat het langst is gaat voor"),
    *_each("courts.urgent", _AT_COURT, "share", 0, 1, "cases that go before all that are not urgent", "zaken die voorgaan op alle niet urgente"),
    *_each("courts.appeal_share", _APPEALS, "share", 0, 1, "rejected persons who appeal (a case can be a family)", "afgewezenen die in beroep gaan (een zaak kan een gezin zijn)"),
    _P("courts.status.appeal_share", "share", 0, 1, "subsidiarily protected persons who appeal for the status of a refugee", "subsidiair beschermden die in beroep gaan voor de vluchtelingenstatus"),
    _P("courts.status.duration", "weeks", 1, 300, "weeks to decide on an appeal for the better status", "weken tot uitspraak op een beroep om de betere status"),
    _P("courts.status.upheld", "share", 0, 1, "appeals for the better status that are upheld", "beroepen om de betere status die gegrond zijn"),
    _P("courts.overturned", "share", 0, 1, "appeals in which the decision does not stand", "beroepen waarin de beslissing geen stand houdt"),
    *_each("courts.provisional_share", _APPEALS, "share", 0, 1, "appeals with a request for a provisional measure", "beroepen met een verzoek om een voorlopige voorziening"),
    *_each("courts.reception", _APPEALS, "share", 0, 1, "who appeals and keeps the right to reception until the ruling", "wie in beroep gaat en tot de uitspraak recht op opvang houdt"),
    *_each("courts.late.rate", _LATE_FILES, "1/year", 0, 50, "appeals against a late decision by a file that is two weeks past its term, or past that of the court", "beroepen niet tijdig beslissen per zaak die twee weken over de termijn is, of over die van de rechter"),
    _P("courts.late.extension_disputed", "share", 0, 1, "files for which an extension of the term is disputed, with success", "zaken waarin een verlenging van de termijn met succes wordt betwist"),
    _P("courts.late.term", "weeks", 0, 200, "term to decide that the court sets", "beslistermijn die de rechter stelt"),
    _P("courts.late.hurried", "share", 0, 1, "files with such a term that go before others at the IND", "zaken met zo'n termijn die bij de IND voorgaan"),
    _P("courts.late.penalty_a_day", "EUR", 0, 10_000, "penalty a day after the term that the court sets", "rechterlijke dwangsom per dag na de termijn van de rechter"),
    _P("courts.late.penalty_most", "EUR", 0, 1_000_000, "most that the penalty of one ruling can become", "hoogste rechterlijke dwangsom per uitspraak"),
    _P("courts.late.administrative_penalty", "EUR", 0, 100_000, "administrative penalty when somebody appeals against a late decision for the first time", "bestuurlijke dwangsom bij een eerste beroep niet tijdig beslissen"),
    _P("raad_van_state.capacity", "cases/year", 0, 100_000, "higher appeals (main cases) the Raad van State decides on", "hoger beroepen (hoofdzaken) waarop de Raad van State beslist"),
    *_each("raad_van_state.preparation", _HIGHER, "weeks", 0, 200, "weeks before a higher appeal can be decided", "weken voordat een hoger beroep kan worden beslist"),
    _P("raad_van_state.va_after", "weeks", 0, 200, "weeks for which a VA case gives way to an AA case", "weken die een VA-zaak een AA-zaak laat voorgaan"),
    _P("raad_van_state.measure_duration", "weeks", 0, 100, "weeks until a provisional measure is ruled on", "weken tot de uitspraak op een voorlopige voorziening"),
    *_each("raad_van_state.appeal_share", _HIGHER, "share", 0, 1, "lost appeals after which the person files a higher appeal", "verloren beroepen waarna de vreemdeling in hoger beroep gaat"),
    _P("raad_van_state.ind_appeal_share", "share", 0, 1, "upheld appeals after which the IND files a higher appeal", "gegronde beroepen waarna de IND in hoger beroep gaat"),
    _P("raad_van_state.overturned", "share", 0, 1, "higher appeals of persons that succeed", "hoger beroepen van vreemdelingen die slagen"),
    _P("raad_van_state.ind_wins", "share", 0, 1, "higher appeals of the IND that succeed", "hoger beroepen van de IND die slagen"),
    _P("raad_van_state.suspends", "share", 0, 1, "higher appeals of persons who may wait for it here, in reception", "hoger beroepen die de vreemdeling hier mag afwachten, in de opvang"),
    *_each("raad_van_state.provisional_share", _HIGHER, "share", 0, 1, "higher appeals with a request for a provisional measure", "hoger beroepen met een verzoek om een voorlopige voorziening"),
)  # fmt: skip
_NAREIS_SORTS: Labels = {"mvv": ("mvv-nareis", "mvv-nareis"), "evrm8": ("article 8 ECHR", "8 EVRM")}
_NAREIS = (
    _P("nareis.mvv.family_size", "persons", 1, 9, "persons that an adult referent asks for", "personen voor wie een volwassen referent nareis aanvraagt"),
    _P("nareis.evrm8.family_size", "persons", 1, 9, "brothers and sisters that an amv asks for, of those who ask", "broers en zussen voor wie een amv nareis aanvraagt, van wie dat doet"),
    *_each("nareis.mvv.per_adult", _NATIONS, "factor", 0, 10, "mvv-nareis applications per adult permit", "aanvragen mvv-nareis per volwassen vergunning"),
    _P("nareis.mvv.per_amv", "factor", 0, 10, "mvv-nareis applications per permit of an amv (parents)", "aanvragen mvv-nareis per vergunning van een amv (ouders)"),
    *_each("nareis.evrm8.per_amv", _NATIONS, "factor", 0, 20, "article 8 applications per permit of an amv (siblings)", "aanvragen 8 EVRM per vergunning van een amv (broers en zussen)"),
    _P("nareis.window", "days", 1, 3650, "days after the permit in which family may be asked for", "dagen na de vergunning waarin nareis kan worden aangevraagd"),
    _P("nareis.beyond_core", "share", 0, 0.5, "of the persons that adults ask for, those who are not core family", "van de personen voor wie volwassenen nareis aanvragen, wie niet tot het kerngezin hoort"),
    _P("nareis.core_family_only", "share", 0, 1, "how far nareis is limited to the core family (1 under the laws of 2026)", "hoe ver nareis beperkt is tot het kerngezin (1 onder de wetten van 2026)"),
    _P("nareis.subsidiary.waiting_period.adult", "years", 0, 10, "years after the permit before a subsidiarily protected adult may ask for family", "jaren na de vergunning voor een subsidiair beschermde volwassene nareis kan aanvragen"),
    _P("nareis.subsidiary.waiting_period.amv", "years", 0, 10, "the same for a subsidiarily protected amv", "hetzelfde voor een subsidiair beschermde amv"),
    _P("nareis.subsidiary.conditions", "share", 0, 1, "subsidiarily protected adults who need an income and a house to ask for family", "subsidiair beschermde volwassenen van wie voor nareis een inkomen en een woning wordt gevraagd"),
    _P("nareis.subsidiary.income", "1/year", 0, 20, "rate at which they come to have the income, from the day they have a house", "tempo waarin zij aan het inkomen gaan voldoen, vanaf de dag dat zij een woning hebben"),
    _P("nareis.priority.amv", "share", 0, 1, "applications of amv that are decided on first", "aanvragen van amv's die het eerst worden beslist"),
    _P("nareis.priority.housed", "share", 0, 1, "applications of referents with a house that are decided on first", "aanvragen van referenten met een woning die het eerst worden beslist"),
    *_each("nareis.priority.group", _NATIONS, "share", 0, 1, "nareis applications that are decided on first", "nareisaanvragen die het eerst worden beslist"),
    _P("nareis.withdrawal", "1/year", 0, 5, "nareis applications withdrawn before the decision", "nareisaanvragen ingetrokken voor de beslissing"),
    _P("nareis.application_lag", "days", 0, 91, "days from permit to application", "dagen van vergunning tot aanvraag"),
    _P("nareis.capacity_share.mvv", "share", 0, 1, "most of what there is for nareis that mvv-nareis files may take", "deel van wat er voor nareis is dat mvv-nareiszaken mogen vragen"),
    _P("nareis.capacity_share.evrm8", "share", 0, 1, "most of what there is for nareis that article 8 files may take", "deel van wat er voor nareis is dat zaken 8 EVRM mogen vragen"),
    _P("nareis.mvv.grant_rate", "share", 0, 1, "grant rate of mvv-nareis in first instance", "inwilliging mvv-nareis in eerste aanleg"),
    _P("nareis.evrm8.grant_rate", "share", 0, 1, "grant rate of article 8 nareis in first instance", "inwilliging nareis 8 EVRM in eerste aanleg"),
    _P("nareis.objection_share", "share", 0, 1, "refusals followed by an objection", "weigeringen met bezwaar"),
    _P("nareis.objection_upheld", "share", 0, 1, "objections that lead to a grant", "bezwaren die tot inwilliging leiden"),
    _P("nareis.objection_duration", "weeks", 1, 300, "weeks to handle an objection, before waiting for capacity", "weken om een bezwaar te behandelen, los van wachten op capaciteit"),
    _P("nareis.objection_capacity", "decisions/year", 0, 100_000, "decisions on nareis objections, mvv-nareis and article 8 together", "beslissingen op bezwaar nareis, mvv-nareis en 8 EVRM samen"),
    _P("nareis.appeal_share", "share", 0, 1, "rejected nareis objections followed by an appeal at court", "afgewezen bezwaren nareis met beroep bij de rechtbank"),
    _P("nareis.appeal_upheld", "share", 0, 1, "nareis appeals that lead to a grant", "beroepen nareis die tot inwilliging leiden"),
    _P("nareis.appeal_duration", "weeks", 1, 300, "weeks to decide on a nareis appeal", "weken tot uitspraak op beroep nareis"),
    _P("nareis.collect_duration", "days", 1, 90, "days from the grant to collecting the mvv, of those who do", "dagen van inwilliging tot ophalen van de mvv, van wie dat doet"),
    _P("nareis.collect_term", "days", 1, 365, "days in which the mvv has to be collected", "dagen waarin de mvv moet worden opgehaald"),
    *_each("nareis.not_collected", _NATIONS, "share", 0, 1, "granted family that does not collect the mvv in time", "ingewilligde familie die de mvv niet op tijd ophaalt"),
    _P("nareis.travel_duration", "days", 1, 180, "days from collecting the mvv to the arrival, of those who come", "dagen van ophalen van de mvv tot aankomst, van wie komt"),
    _P("nareis.travel_term", "days", 1, 365, "days in which family with an mvv has to travel", "dagen waarin familie met een mvv moet inreizen"),
    _P("nareis.no_show", "share", 0, 1, "family with an mvv that does not travel in time", "familie met een mvv die niet op tijd inreist"),
    _P("nareis.applies_again", "share", 0, 1, "family whose mvv lapsed that applies again", "familie met een vervallen mvv die opnieuw aanvraagt"),
    _P("nareis.direct_to_referent", "share", 0, 1, "family of a housed referent that goes straight there", "familie van een gehuisveste referent die daar direct heen gaat"),
)  # fmt: skip
_COA = (
    _P("coa.host_at_arrival", "share", 0, 1, "applicants with an address of their own at once", "aanvragers met direct een eigen adres"),
    _P("coa.births", "1/year", 0, 2, "births a family with a permit at COA, a year (those of families with an open file are first applications)", "geboorten per gezin met vergunning bij COA, per jaar (die van gezinnen met een open dossier zijn eerste aanvragen)"),
    *_each("coa.to_host", _NATIONS, "1/year", 0, 5, "residents with an open file who move to family or friends", "bewoners met open dossier die naar familie of vrienden gaan"),
    _P("coa.back_from_host", "share", 0, 1, "of them, who come back to COA while the file is open", "van hen, wie met open dossier terugkomt bij COA"),
    _P("coa.host_stay", "weeks", 0, 200, "weeks with family or friends before coming back", "weken bij familie of vrienden voor de terugkeer"),
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
    _P("nidos.family_places", "places", 0, 50_000, "places in families of Nidos", "plekken in opvanggezinnen van Nidos"),
    _P("nidos.kso_places", "places", 0, 50_000, "small-scale places of Nidos (KSO), for amv with a permit", "kleinschalige plekken van Nidos (KSO), voor amv's met vergunning"),
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
    _P("coa.vbl_share", "share", 0, 1, "single adults who keep reception after the term, who cooperate and go to the vbl", "alleenstaanden die na de termijn opvang houden, die meewerken en naar de vbl gaan"),
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
    _P("housing.doorstroom.places", "places", 0, 100_000, "places in doorstroomlocaties", "plekken in doorstroomlocaties"),
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
_RETURNS: Labels = {
    "file_open": ("left with the file open", "vertrokken met open dossier"),
    "rejected": ("left without supervision after a rejection", "na afwijzing zonder toezicht vertrokken"),
    "family": ("families, on top", "gezinnen, daarbovenop"),
}
_OUTCOMES: Labels = {
    "independent": ("independent departure", "zelfstandig vertrek"),
    "forced": ("forced departure", "gedwongen vertrek"),
    "unsupervised": ("departure without supervision", "vertrek zonder toezicht"),
    "permit": ("a permit after all", "alsnog een vergunning"),
    "procedural": ("procedural or administrative exit", "procedurele of administratieve uitstroom"),
}
_ENDS: Labels = {
    **_OUTCOMES,
    "forced": (
        "steps towards forced departure (detention; of a family or VRIS the departure itself)",
        "stappen naar gedwongen vertrek (bewaring; bij een gezin of VRIS'ers het vertrek zelf)",
    ),
}
_DEPARTURE = (
    _P("departure.term", "days", 0, 365, "days to leave after a rejection", "vertrektermijn in dagen na afwijzing"),
    _P("departure.reception_ends", "share", 0, 1, "single adults who leave reception when the term ends", "alleenstaanden die de opvang verlaten als de termijn eindigt"),
    *(p for outcome, (en, nl) in _ENDS.items() for p in _each(f"departure.dtenv.{outcome}", _CASELOAD, "1/year", 0, 20, f"rate in DTenV's caseload of {en}", f"tempo in de caseload van DTenV van {nl}")),
    _P("departure.dublin.duration", "weeks", 1, 78, "weeks from a Dublin decision that stands to transfer or disappearance, if the term allows", "weken van Dublinbeslissing tot overdracht of verdwijning, als de termijn dat toelaat"),
    *(_P(f"departure.dublin.{outcome}", "share", 0, 1, f"Dublin decisions that would end in {_OUTCOMES[outcome][0]} (what is not there within the term lapses, and so does the rest)", f"Dublinbeslissingen die zouden eindigen in {_OUTCOMES[outcome][1]} (wat er niet is binnen de termijn vervalt, en de rest ook)") for outcome in ("independent", "forced", "unsupervised")),
    _P("departure.return_share", "share", 0, 1, "persons gone (not under Dublin) who come back by themselves, before the weight of the cause", "vertrokken personen (niet onder Dublin) die zelf terugkomen, voor de weging naar oorzaak"),
    *_each("departure.return_factor", _RETURNS, "factor", 0, 5, "weight of who comes back", "weging van wie terugkomt"),
    _P("departure.return_after", "weeks", 1, 300, "weeks away before coming back", "weken weg voor terugkeer"),
    *_each("subsequent.share", _NATIONS, "share", 0, 1, "rejected whose case at DTenV ends by procedure who apply again", "afgewezenen van wie de zaak bij DTenV procedureel eindigt die opnieuw aanvragen"),
    _P("subsequent.reception", "share", 0, 1, "who apply again and have no place: share that gets one while it is decided", "wie opnieuw aanvraagt zonder plek: aandeel dat die krijgt tijdens de behandeling"),
    _P("departure.vris_share", "share", 0, 1, "convicted (VRIS) among those handed over by police and KMar", "VRIS'ers onder wie politie en KMar overdragen"),
    *_each("departure.iom_share", _CASELOAD, "share", 0, 1, "independent departure that IOM helps with", "zelfstandig vertrek met hulp van IOM"),
    _P("departure.no_fault_share", "share", 0, 1, "permits out of the caseload to who cannot leave through no fault of their own", "vergunningen uit de caseload die buiten schuld zijn"),
    *_each("departure.documents.lacking", _CASELOAD, "share", 0, 1, "without a valid travel document", "zonder geldig reisdocument"),
    *_each("departure.documents.request", _CASELOAD, "1/year", 0, 20, "rate at which DTenV asks the country of who lacks a document", "tempo waarin DTenV het land vraagt van wie geen document heeft"),
    *_each("departure.documents.established", _NATIONS, "share", 0, 1, "answers that establish the nationality, after which a document can be had", "antwoorden die de nationaliteit vaststellen, waarna een document te krijgen is"),
    _P("departure.documents.answer_after", "weeks", 1, 500, "weeks until a country answers", "weken tot een land antwoordt"),
    _P("departure.detention.places", "places", 0, 10_000, "places in immigration detention, the border apart", "plekken vreemdelingenbewaring, buiten de grens"),
    _P("departure.detention.others_in", "persons/year", 0, 20_000, "placed without lawful residence who are not in this caseload (Dublin claimants, citizens of the EU)", "ingestroomd zonder rechtmatig verblijf buiten deze caseload (Dublinclaimanten, EU-burgers)"),
    _P("departure.detention.others_stay", "weeks", 0, 100, "weeks in detention of those others", "weken in bewaring van die anderen"),
    _P("departure.detention.preparation", "weeks", 0, 100, "weeks to prepare the journey of who is in detention and can travel", "weken om de reis voor te bereiden van wie in bewaring is en kan reizen"),
    _P("departure.detention.stay", "weeks", 1, 100, "weeks in detention before release of who has not left", "weken in bewaring tot opheffing, van wie niet is vertrokken"),
    *_each("departure.postponed.applications", _CASELOAD, "1/year", 0, 20, "rate of applications for postponed departure (article 64)", "tempo van aanvragen van uitstel van vertrek (artikel 64)"),
    _P("departure.postponed.decision", "weeks", 1, 300, "weeks to decide on postponed departure", "weken tot beslissing op uitstel van vertrek"),
    _P("departure.postponed.grant_rate", "share", 0, 1, "applications for postponed departure granted", "ingewilligde aanvragen van uitstel van vertrek"),
    _P("departure.postponed.duration", "weeks", 1, 300, "weeks that departure is postponed, a year at most", "weken uitstel van vertrek, hooguit een jaar"),
    _P("departure.vbl_longest", "weeks", 1, 100, "weeks in the vbl at most", "weken in de vbl, ten hoogste"),
    *(_P(f"departure.keten.outside.{way}", "persons/year", 0, 100_000, f"registered by police and KMar beside DTenV: {_OUTCOMES[way][0]}", f"door politie en KMar buiten DTenV om geregistreerd: {_OUTCOMES[way][1]}") for way in ("forced", "independent", "unsupervised")),
    _P("syria.status_return", "1/year", 0, 5, "Syrian status holders who go back", "Syrische statushouders die teruggaan"),
    _P("syria.permits_reviewed", "1/year", 0, 5, "permits of Syrians reviewed", "herbeoordeelde vergunningen van Syriërs"),
    _P("syria.permits_withdrawn", "share", 0, 1, "reviewed permits of Syrians that are withdrawn", "herbeoordeelde vergunningen van Syriërs die worden ingetrokken"),
)  # fmt: skip
_UKRAINE = (
    *_each("ukraine.registrations", DISPLACED_LABELS, "persons/year", 0, 500_000, "displaced persons from Ukraine who register (births included), or would, if there were protection still", "ontheemden uit Oekraïne die zich inschrijven (inclusief geboorten), of dat zouden doen als er nog bescherming was"),
    *_each("ukraine.deregistration", DISPLACED_LABELS, "1/year", 0, 5, "registered displaced persons who go (deregistered from the BRP)", "ingeschreven ontheemden die vertrekken (uitgeschreven uit de BRP)"),
    *_each("ukraine.protection", DISPLACED_LABELS, "share", 0, 1, "of those protected at first, for whom temporary protection lasts; where it falls, it ends for as many", "van wie eerst beschermd was, voor wie de tijdelijke bescherming voortduurt; waar dit daalt, eindigt zij voor zoveel"),
    *_each("ukraine.document", DISPLACED_LABELS, "share", 0, 1, "of those for whom protection ends, who gets a transition document and withdraws the application", "van wie de bescherming eindigt, wie een transitiedocument krijgt en de asielaanvraag intrekt"),
    *_each("ukraine.wakes", DISPLACED_LABELS, "share", 0, 1, "of those without a document, whose asylum application wakes up", "van wie geen document krijgt, van wie de asielaanvraag wordt geactiveerd"),
    *_each("ukraine.leaves", DISPLACED_LABELS, "share", 0, 1, "of those without a document, who has to leave (who neither leaves nor applies stays on other grounds)", "van wie geen document krijgt, wie moet vertrekken (wie niet vertrekt en niet aanvraagt blijft op andere grond)"),
    _P("ukraine.leaving", "1/year", 0, 20, "displaced persons who have to leave, who go", "ontheemden die moeten vertrekken, die gaan"),
    _P("ukraine.applies_instead", "share", 0, 1, "when there is no protection any more: of those who would register, who applies for asylum as others do", "als er geen bescherming meer is: van wie zich zou inschrijven, wie asiel aanvraagt zoals anderen"),
    _P("ukraine.family_share", "share", 0, 1, "persons in families with children among those whose application wakes up", "personen in gezinnen met kinderen onder wie de aanvraag wordt geactiveerd"),
    _P("ukraine.ind.pace", "files/year", 0, 1_000_000, "woken applications the IND decides on at most", "geactiveerde aanvragen waarop de IND hooguit beslist"),
    _P("ukraine.ind.share", "share", 0, 1, "most of the budget of the IND that woken applications may take", "deel van het budget van de IND dat geactiveerde aanvragen hooguit mogen vragen"),
    _P("ukraine.ind.grant_rate", "share", 0, 1, "grant rate of woken applications", "inwilliging van geactiveerde aanvragen"),
    _P("ukraine.coa.share", "share", 0, 1, "of those whose application wakes up, who moves to COA before the decision", "van wie de aanvraag wordt geactiveerd, wie voor de beslissing naar COA gaat"),
    _P("ukraine.coa.within", "months", 0, 120, "months over which they move to COA", "maanden waarover zij naar COA gaan"),
    _P("ukraine.reception.capacity", "places", 0, 500_000, "places in municipal reception of displaced persons", "plekken in de gemeentelijke opvang van ontheemden"),
    _P("ukraine.reception.fill", "share", 0, 1, "most of these places that can be filled, snijverlies included", "deel van deze plekken dat hooguit bezet raakt, inclusief snijverlies"),
    _P("ukraine.reception.cutting_loss", "share", 0, 0.9, "of the places that count as taken, beds that cannot be used beside others (snijverlies)", "van de bezette plekken, bedden die naast andere niet te gebruiken zijn (snijverlies)"),
    _P("ukraine.reception.wants", "share", 0, 1, "registered displaced persons who want a place in municipal reception", "ingeschreven ontheemden die een plek in de gemeentelijke opvang willen"),
)  # fmt: skip
_OPENING = (
    *_each("opening.mix", _NATIONS, "share", 0, 1, "nationality of files pending on the first day", "nationaliteit van lopende dossiers op de eerste dag", dated=False),
    *_each("opening.dublin_mix", _NATIONS, "share", 0, 1, "nationality of files in spoor 1 and 2 on the first day", "nationaliteit van dossiers in spoor 1 en 2 op de eerste dag", dated=False),
    *_each("opening.departure_mix", _NATIONS, "share", 0, 1, "nationality of those who have to leave on the first day", "nationaliteit van vertrekplichtigen op de eerste dag", dated=False),
    *_each("opening.status_mix", _NATIONS, "share", 0, 1, "nationality of status holders on the first day", "nationaliteit van statushouders op de eerste dag", dated=False),
    _stock("opening.registration", "in registration", "in aanmelding"),
    *_each("opening.ind.aa", _QUARTERS, "persons", 0, 500_000, "spoor 4 files by quarter of application", "dossiers spoor 4 naar kwartaal van aanvraag", dated=False),
    _stock("opening.ind.va", "files in the extended procedure", "dossiers in de verlengde procedure"),
    _stock("opening.ind.va_before", "weeks before VA of files in VA", "weken voor VA van dossiers in VA", "weeks"),
    _stock("opening.ind.spoor1", "files in spoor 1", "dossiers in spoor 1"),
    _stock("opening.ind.border", "held at the border, application pending", "in grensdetentie, aanvraag in behandeling"),
    _stock("opening.border", "held at the border after a rejection", "in grensdetentie na een afwijzing"),
    _stock("opening.ind.spoor2", "files in spoor 2", "dossiers in spoor 2"),
    _P("opening.amv_factor", "factor", 0, 2, "amv among pending files relative to their share in the inflow (the others turned 18)", "amv's onder lopende dossiers ten opzichte van de instroom (de anderen werden 18)", dated=False),
    *_each("opening.nareis.objections", _NAREIS_SORTS, "persons", 0, 500_000, "nareis objections pending", "bezwaren nareis in behandeling", dated=False),
    _stock("opening.nareis.objection_wait", "age of the oldest nareis objection", "leeftijd van het oudste bezwaar nareis", "weeks"),
    *_each("opening.nareis.appeals", _NAREIS_SORTS, "persons", 0, 500_000, "nareis appeals pending", "beroepen nareis in behandeling", dated=False),
    _stock("opening.ind.subsequent", "subsequent applications pending", "opvolgende aanvragen in behandeling"),
    _stock("opening.ind.reopened", "re-opened files pending", "heropende dossiers"),
    _stock("opening.ind.reopened_wait", "age of the oldest re-opened file", "leeftijd van het oudste heropende dossier", "weeks"),
    *_each("opening.courts", _APPEALS, "cases", 0, 500_000, "main appeals pending on the first day", "beroepen in behandeling op de eerste dag", dated=False),
    *_each("opening.court_wait", {kind: _APPEALS[kind] for kind in ("aa", "va")}, "weeks", 0, 500, "age of the oldest appeal", "leeftijd van het oudste beroep", dated=False),
    *_each("opening.provisional", _APPEALS, "cases", 0, 500_000, "provisional measures pending on the first day", "voorlopige voorzieningen in behandeling op de eerste dag", dated=False),
    _stock("opening.late.pending", "appeals against a late decision pending", "beroepen niet tijdig beslissen in behandeling", "cases"),
    _stock("opening.late.ordered", "files for which the court has set a term", "zaken waarvoor de rechter een termijn heeft gesteld", "cases"),
    *_each("opening.raad_van_state", _HIGHER, "cases", 0, 500_000, "higher appeals pending on the first day", "hoger beroepen in behandeling op de eerste dag", dated=False),
    _P("opening.higher_wait", "weeks", 0, 500, "age of the oldest higher appeal", "leeftijd van het oudste hoger beroep", dated=False),
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
    _stock("opening.departure.detention", "in immigration detention, from the caseload", "in vreemdelingenbewaring, uit de caseload"),
    _stock("opening.departure.postponed_adult", "adults at COA whose departure is postponed", "volwassenen bij COA met uitstel van vertrek"),
    _stock("opening.departure.postponed_family", "families at COA whose departure is postponed", "gezinnen bij COA met uitstel van vertrek"),
    _P("opening.departure.vbl_share", "share", 0, 1, "of the rejected adults at COA, who is in the vbl", "van de afgewezen volwassenen bij COA, wie in de vbl is", dated=False),
    _P("opening.departure.postponement_asked", "share", 0, 1, "of applicants in the caseload, who waits for a decision on postponed departure", "van aanvragers in de caseload, wie wacht op een beslissing over uitstel van vertrek", dated=False),
    _P("opening.departure.documents_established", "share", 0, 1, "of the others without a document, whose nationality has been established", "van de anderen zonder document, van wie de nationaliteit is vastgesteld", dated=False),
    _P("opening.departure.documents_asked", "share", 0, 1, "of those in the caseload without a document, whose country has been asked", "van wie in de caseload geen document heeft, voor wie het land is gevraagd", dated=False),
    _stock("opening.away", "gone before the start, will come back", "vertrokken voor het begin, komt terug"),
    _stock("opening.dublin_in", "gone before the start, will be transferred back by another member state", "vertrokken voor het begin, wordt door een andere lidstaat overgedragen"),
    _P("opening.away_rejected", "share", 0, 1, "of these two, who were rejected", "van deze twee, wie was afgewezen", dated=False),
    _P("opening.outside_share", "share", 0, 1, "pending files of persons outside COA", "lopende dossiers van personen buiten COA", dated=False),
    _stock("opening.housing.arrears", "arrears on the taakstelling", "achterstand op de taakstelling"),
    *_each("opening.ukraine.registered", DISPLACED_LABELS, "persons", 0, 500_000, "displaced persons registered on the first day", "ontheemden ingeschreven op de eerste dag", dated=False),
    *_each("opening.ukraine.deregistered", DISPLACED_LABELS, "persons", 0, 500_000, "displaced persons deregistered before the first day", "ontheemden uitgeschreven voor de eerste dag", dated=False),
)  # fmt: skip

PARAMETERS: tuple[Parameter, ...] = (
    *_INFLOW, *_IND, *_DUBLIN, *_BORDER, *_COURTS, *_NAREIS, *_COA, *_PLACES, *_VERHUIZINGEN, *_NIDOS, *_HOUSING, *_DEPARTURE, *_UKRAINE,
    *_OPENING,
)  # fmt: skip
