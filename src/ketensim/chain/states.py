"""The states of the chain: where the file is (procedure) and where the person sleeps (residence). Never one from the other."""

from __future__ import annotations

PROCEDURE = (
    "outside",  # before the first move
    "registration",  # aanmeldcentrum: identification, rest period, track assignment
    "ind.spoor1",  # Dublin: claim, answer, decision
    "ind.spoor1.transfer",  # Dublin decision stands: waiting for the transfer, DTenV's Dublin caseload
    "ind.spoor2",  # safe country of origin, or protected in another member state
    "ind.aa",  # spoor 4: the general procedure and its queue
    "ind.va",  # spoor 4: the extended procedure
    "ind.subsequent",  # second and later applications
    "ind.reopened",  # taken up again after a decision (zij-instroom)
    "courts.aa",
    "courts.va",
    "courts.dublin",
    "nareis.mvv",  # family abroad waiting for the decision
    "nareis.evrm8",  # siblings of amv, article 8 ECHR
    "nareis.objection",  # objection against a refusal
    "nareis.travel",  # granted: collects the mvv and travels
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
    "departed",
    "closed",  # file closed without a decision on the merits, or an administrative end
)
RESIDENCE = (
    "outside",
    "abroad",
    "coa",
    "host",  # with family or friends, the file open (logeerregeling and others)
    "nidos.family",  # amv with a family that Nidos found (opvanggezin)
    "nidos.kso",  # amv in a small-scale place of Nidos
    "nidos.extended",  # grown up, in the extended care of Nidos (verlengde opvang)
    "har",  # put up by a municipality in a hotel or a shared home (HAR+)
    "doorstroom",  # doorstroomlocatie
    "municipality",
    "elsewhere",  # in the Netherlands without reception, or unknown
    "left",
)

P = {name: number for number, name in enumerate(PROCEDURE)}
R = {name: number for number, name in enumerate(RESIDENCE)}

IND = ("registration", "ind.spoor1", "ind.spoor2", "ind.aa", "ind.va", "ind.subsequent", "ind.reopened")
STATUS = ("housing.family", "housing.linking", "housing.queue", "housing.joining", "housing.nidos", "housing.stay")
DEPARTING = ("departure.term", "departure.dtenv", "ind.spoor1.transfer", "closed", "departed")
COURTS = ("courts.aa", "courts.va", "courts.dublin")
ABROAD = ("nareis.mvv", "nareis.evrm8")
NIDOS = ("nidos.family", "nidos.kso", "nidos.extended")
WAY_STATIONS = ("har", "doorstroom")
