"""The states of the chain: where the file is (procedure) and where the person sleeps (residence). Never one from the other."""

from __future__ import annotations

PROCEDURE = (
    "outside",  # before the first move
    "registration",  # aanmeldcentrum: identification, rest period, track assignment
    "ind.spoor1",  # Dublin: claim, answer, decision
    "ind.spoor1.transfer",  # Dublin decision stands: waiting for the transfer, DTenV's Dublin caseload
    "ind.border",  # the border procedure, in border detention
    "ind.spoor2",  # safe country of origin, or protected in another member state
    "ind.aa",  # spoor 4: the general procedure and its queue
    "ind.va",  # spoor 4: the extended procedure
    "ind.subsequent",  # second and later applications
    "ind.reopened",  # taken up again after a decision (zij-instroom)
    "ind.ukraine",  # of a displaced person from Ukraine: slept while protection lasted, and woke up
    "courts.aa",
    "courts.va",
    "courts.dublin",
    "raad_van_state.aa",  # higher appeal, by the IND or with the right to wait for it here; Dublin cases too
    "raad_van_state.va",
    "nareis.waiting_period",  # family of the subsidiarily protected, that may not be asked for yet
    "nareis.conditions",  # the waiting period is over, the referent has no income or no house
    "nareis.mvv",  # family abroad waiting for the decision
    "nareis.evrm8",  # siblings of amv, article 8 ECHR
    "nareis.objection",  # objection against a refusal
    "nareis.appeal",  # at court, against the rejection of an objection
    "nareis.collect",  # granted: the mvv can be collected
    "nareis.travel",  # has the mvv, and travels
    "nareis.refused",
    "housing.family",  # permit; takes no house before the family has come
    "housing.linking",  # permit; linked to a municipality, no house yet
    "housing.queue",  # could move, waits for a house
    "housing.joining",  # nareiziger who moves in with a referent who has a house
    "housing.nidos",  # amv with a permit: waits for a small-scale place of Nidos (KSO)
    "housing.stay",  # in a way-station (HAR, doorstroomlocatie), not ready to move on
    "housed",
    "departure.term",  # 28 days to leave
    "departure.dtenv",  # caseload of DTenV
    "departure.detention",  # the same, in detention: a journey is prepared
    "departure.postponed",  # postponed on medical grounds (article 64)
    "departed",
    "closed",  # file closed without a decision on the merits, or an administrative end
)
RESIDENCE = (
    "outside",
    "abroad",
    "coa",
    "host",  # with family or friends, the file open (logeerregeling and others)
    "detention.border",  # held at the outer border, while the application is decided and after a rejection
    "nidos.family",  # amv with a family that Nidos found (opvanggezin)
    "nidos.kso",  # amv in a small-scale place of Nidos
    "nidos.extended",  # grown up, in the extended care of Nidos (verlengde opvang)
    "har",  # put up by a municipality in a hotel or a shared home (HAR+)
    "doorstroom",  # doorstroomlocatie
    "ukraine",  # displaced from Ukraine, the application awake: in municipal reception for them, or at an address of their own
    "detention",  # vreemdelingenbewaring
    "municipality",
    "elsewhere",  # in the Netherlands without reception, or unknown
    "left",
)

P = {name: number for number, name in enumerate(PROCEDURE)}
R = {name: number for number, name in enumerate(RESIDENCE)}

IND = ("registration", "ind.border", "ind.spoor1", "ind.spoor2", "ind.aa", "ind.va", "ind.subsequent", "ind.reopened", "ind.ukraine")
STATUS = ("housing.family", "housing.linking", "housing.queue", "housing.joining", "housing.nidos", "housing.stay")
DEPARTING = ("departure.term", "departure.dtenv", "departure.detention", "departure.postponed", "ind.spoor1.transfer", "closed", "departed")
COURTS = ("courts.aa", "courts.va", "courts.dublin")
HIGHER = ("raad_van_state.aa", "raad_van_state.va")
ABROAD = ("nareis.mvv", "nareis.evrm8")
NIDOS = ("nidos.family", "nidos.kso", "nidos.extended")
WAY_STATIONS = ("har", "doorstroom")

# What a state is called in a picture, at most 26 letters: (English, Dutch). Whoever adds a state adds a label.
LABELS: dict[str, tuple[str, str]] = {
    "outside": ("new in the chain", "nieuw in de keten"),
    "registration": ("registration", "aanmelding"),
    "ind.spoor1": ("track 1: Dublin", "spoor 1: Dublin"),
    "ind.spoor1.transfer": ("Dublin transfer", "Dublinoverdracht"),
    "ind.border": ("border procedure", "grensprocedure"),
    "ind.spoor2": ("track 2: safe country", "spoor 2: veilig land"),
    "ind.aa": ("AA, general procedure", "AA, algemene procedure"),
    "ind.va": ("VA, extended procedure", "VA, verlengde procedure"),
    "ind.subsequent": ("subsequent application", "opvolgende aanvraag"),
    "ind.ukraine": ("application from Ukraine", "aanvraag uit Oekraïne"),
    "ind.reopened": ("taken up again", "zij-instroom"),
    "courts.aa": ("appeal AA", "beroep AA"),
    "courts.va": ("appeal VA", "beroep VA"),
    "courts.dublin": ("appeal Dublin", "beroep Dublin"),
    "raad_van_state.aa": ("higher appeal AA", "hoger beroep AA"),
    "raad_van_state.va": ("higher appeal VA", "hoger beroep VA"),
    "nareis.waiting_period": ("waiting period", "wachttermijn"),
    "nareis.conditions": ("conditions not met", "voldoet nog niet aan eisen"),
    "nareis.mvv": ("nareis application (mvv)", "aanvraag nareis (mvv)"),
    "nareis.evrm8": ("siblings of amv (8 ECHR)", "broers, zussen (8 EVRM)"),
    "nareis.objection": ("objection", "bezwaar"),
    "nareis.appeal": ("appeal", "beroep"),
    "nareis.collect": ("granted, collects the mvv", "ingewilligd, haalt mvv op"),
    "nareis.travel": ("granted, on the way", "ingewilligd, op reis"),
    "nareis.refused": ("refused", "afgewezen"),
    "housing.family": ("waits for family", "wacht op gezin"),
    "housing.linking": ("linking to municipality", "koppeling aan gemeente"),
    "housing.queue": ("waits for a house", "wacht op een woning"),
    "housing.joining": ("moves in with referent", "trekt in bij referent"),
    "housing.nidos": ("amv waits for KSO", "amv wacht op KSO"),
    "housing.stay": ("at a way-station", "in tussenvoorziening"),
    "housed": ("housed", "gehuisvest"),
    "departure.term": ("term to leave", "vertrektermijn"),
    "departure.dtenv": ("caseload of DTenV", "caseload DTenV"),
    "departure.detention": ("in detention", "in bewaring"),
    "departure.postponed": ("postponed (article 64)", "uitstel (artikel 64)"),
    "departed": ("departed", "vertrokken"),
    "closed": ("file closed", "dossier gesloten"),
    "abroad": ("abroad", "in het buitenland"),
    "coa": ("COA", "COA"),
    "host": ("with family or friends", "bij familie of vrienden"),
    "detention": ("detention", "vreemdelingenbewaring"),
    "detention.border": ("border detention", "grensdetentie"),
    "ukraine": ("municipal, Ukraine", "gemeentelijk, Oekraïne"),
    "nidos.family": ("foster family (Nidos)", "opvanggezin (Nidos)"),
    "nidos.kso": ("KSO (Nidos)", "KSO (Nidos)"),
    "nidos.extended": ("extended care (Nidos)", "verlengde opvang (Nidos)"),
    "har": ("HAR(+)", "HAR(+)"),
    "doorstroom": ("doorstroomlocatie", "doorstroomlocatie"),
    "municipality": ("municipality", "gemeente"),
    "elsewhere": ("elsewhere, or unknown", "elders, of onbekend"),
    "left": ("left the country", "uit Nederland"),
}
