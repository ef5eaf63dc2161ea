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
    "members.few": (
        "With few members of the ensemble ({n}) levels may be well off, and no interval says so; take 30 for these. Differences between scenarios are surer.",
        "Met weinig leden van het ensemble ({n}) kunnen niveaus er flink naast zitten, zonder dat een interval het zegt; neem er daarvoor 30. Verschillen tussen scenario's zijn zekerder.",
    ),
    "interval.members": (
        "{runs}. The interval holds inflow and parameters that are not known, and chance.",
        "{runs}. Het interval bevat onbekende instroom en parameters, en toeval.",
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
        "Lines: median of {runs}. Band: 80% interval, of inflow and parameters that are not known, and of chance.",
        "Lijnen: mediaan van {runs}. Band: 80%-interval, van onbekende instroom en parameters, en van toeval.",
    ),
    "members.bars": (
        "Bars and line: median of {runs}. Whiskers and band: 80% interval, of inflow and parameters that are not known, and of chance.",
        "Staven en lijn: mediaan van {runs}. Streepjes en band: 80%-interval, van onbekende instroom en parameters, en van toeval.",
    ),
    "chance.bars": (
        "Bars and line: median of {n} replications. Whiskers and band: 80% interval, of chance only; inflow and parameters are uncertain too, and by more.",
        "Staven en lijn: mediaan van {n} herhalingen. Streepjes en band: 80%-interval, alleen van toeval; instroom en parameters zijn ook onzeker, en meer.",
    ),
    "members.areas": (
        "Areas: median of {runs}, each of its own, so that they need not add up. Dash-dotted lines: of the total, 80% interval, of inflow and parameters that are not known, and of chance.",
        "Vlakken: mediaan van {runs}, elk apart, zodat ze niet hoeven op te tellen. Streep-punt-lijnen: van het totaal, 80%-interval, van onbekende instroom en parameters, en van toeval.",
    ),
    "chance.areas": (
        "Areas: median of {n} replications, each of its own, so that they need not add up. Dash-dotted lines: of the total, 80% interval, of chance only; inflow and parameters are uncertain too, and by more.",
        "Vlakken: mediaan van {n} herhalingen, elk apart, zodat ze niet hoeven op te tellen. Streep-punt-lijnen: van het totaal, 80%-interval, alleen van toeval; instroom en parameters zijn ook onzeker, en meer.",
    ),
    "members.stacks": (
        "Parts of a bar: median of {runs}, each of its own, so that they need not add up. Whiskers: of the total, 80% interval, of inflow and parameters that are not known, and of chance.",
        "Delen van een staaf: mediaan van {runs}, elk apart, zodat ze niet hoeven op te tellen. Streepjes: van het totaal, 80%-interval, van onbekende instroom en parameters, en van toeval.",
    ),
    "chance.stacks": (
        "Parts of a bar: median of {n} replications, each of its own, so that they need not add up. Whiskers: of the total, 80% interval, of chance only; inflow and parameters are uncertain too, and by more.",
        "Delen van een staaf: mediaan van {n} herhalingen, elk apart, zodat ze niet hoeven op te tellen. Streepjes: van het totaal, 80%-interval, alleen van toeval; instroom en parameters zijn ook onzeker, en meer.",
    ),
    "chance.one": ("One replication, so without an interval.", "Eén herhaling, dus zonder interval."),
    "model": ("Model: ketensim {version}, scenario {name} ({hash}), seed {seed}.", "Model: ketensim {version}, scenario {name} ({hash}), seed {seed}."),
    "model.scaled": ("Simulated at scale {scale}.", "Gesimuleerd op schaal {scale}."),
    "source": ("Published figures: {}.", "Gepubliceerde cijfers: {}."),
    "figure": ("figure {}", "figuur {}"),
    "figures": ("figures {}", "figuren {}"),
    # the list of series
    "series.name": ("name", "naam"),
    "series.kind": ("kind", "soort"),
    "series.unit": ("unit", "eenheid"),
    "series.meaning": ("meaning", "betekenis"),
    "series.stock": ("stock", "stand"),
    "series.flow": ("flow", "stroom"),
    "series.mean": ("mean", "gemiddelde"),
    "series.share": ("share", "aandeel"),
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
    # places of COA
    "places.title": ("COA residents by kind of place, and the places there are", "COA-bewoners naar soort plek, en de plekken die er zijn"),
    "places.azc": ("azc", "azc"),
    "places.start": ("col and pol", "col en pol"),
    "places.amv": ("amv reception", "amv-opvang"),
    "places.leaving": ("gezinslocatie, vbl", "gezinslocatie, vbl"),
    "places.noodopvang": ("noodopvang", "noodopvang"),
    "places.tgo": ("tgo and dgo", "tgo en dgo"),
    "places.nowhere": ("no place", "geen plek"),
    "places.there": ("places", "plekken"),
    "places.total": ("all residents", "alle bewoners"),
    "places.band": ("80% interval, total", "80%-interval, totaal"),
    "places.note": (
        "How places are split over kinds is mostly assumed. Regular kinds are filled first, then noodopvang (emergency), then tgo and dgo (municipal).",
        "De verdeling van plekken over soorten is grotendeels aangenomen. Reguliere soorten worden eerst gevuld, dan noodopvang, dan tgo en dgo.",
    ),
    "coa.places": ("places", "plekken"),
    "coa.emergency_residents": ("without a regular place", "zonder reguliere plek"),
    "coa.without_place": ("without any place", "zonder enige plek"),
    # amv
    "amv.title": ("Where unaccompanied minors (amv) live", "Waar alleenstaande minderjarigen (amv's) verblijven"),
    "amv.coa": ("at COA", "bij COA"),
    "amv.family": ("in Nidos families", "in opvanggezinnen"),
    "amv.kso": ("in KSO", "in KSO"),
    "amv.places": ("KSO places", "KSO-plekken"),
    "amv.total": ("all amv", "alle amv's"),
    "amv.extended": ("extended care", "verlengde opvang"),
    "amv.extended.title": (
        "Apart, amv no more: young adults in extended care of Nidos", "Apart, geen amv meer: jongeren in de verlengde opvang van Nidos",
    ),
    "amv.note": (
        "KSO: small-scale places of Nidos, for amv with a permit. A diamond at the top of an area is what was published of it and all below it.",
        "KSO: kleinschalige plekken van Nidos, voor amv's met vergunning. Een ruit aan de bovenrand van een vlak is het cijfer van dat vlak en alles eronder.",
    ),
    "nidos.kso": ("in small-scale places of Nidos", "in kleinschalige plekken van Nidos"),
    "nidos.family": ("in families of Nidos", "in opvanggezinnen van Nidos"),
    "housing.kso_capacity": ("small-scale places there are", "kleinschalige plekken die er zijn"),
    "nidos.extended": ("young adults in extended care", "jongeren in de verlengde opvang"),
    # displaced persons from Ukraine
    "ukraine.title": ("Displaced persons from Ukraine, by the ground of their stay", "Ontheemden uit Oekraïne, naar grond van verblijf"),
    "ukraine.dormant": ("temporary protection", "tijdelijke bescherming"),
    "ukraine.document": ("transition document", "transitiedocument"),
    "ind.backlog.ukraine": ("Ukraine, at the IND", "Oekraïne, bij de IND"),
    "ukraine.must_leave": ("have to leave", "moeten vertrekken"),
    "ukraine.total": ("registered, or at COA", "ingeschreven, of bij COA"),
    "ukraine.registered": ("registered", "ingeschreven"),
    "ukraine.reception": ("places taken", "bezette plekken"),
    "ukraine.capacity": ("places in municipal reception", "plekken in gemeentelijke opvang"),
    "ukraine.coa": ("at COA", "bij COA"),
    "ukraine.places": ("places", "plekken"),
    "ukraine.reception.title": (
        "Municipal reception: places, and those taken (snijverlies included)", "Gemeentelijke opvang: plekken, en wat bezet is (inclusief snijverlies)",
    ),
    "ukraine.coa.title": ("and applicants at COA", "en aanvragers bij COA"),
    "ukraine.note": (
        "The directive applies until 4 March 2027. Between the areas and the line above them: on other grounds, with an asylum permit, or after a rejection.",
        "De richtlijn geldt tot en met 4 maart 2027. Tussen de vlakken en de lijn erboven: op andere grond, met asielvergunning, of na een afwijzing.",
    ),
    # departure
    "departure.title": ("Departure from the caseload of DTenV, and over the whole chain", "Uitstroom uit de caseload van DTenV, en ketenbreed vertrek"),
    "departure.unit": (
        "Persons per year; left bar: out of the caseload of DTenV, right bar: chain-wide departure",
        "Personen per jaar; linkerstaaf: uitstroom caseload DTenV, rechterstaaf: ketenbreed vertrek",
    ),
    "departure.independent": ("independent, demonstrable", "zelfstandig, aantoonbaar"),
    "departure.forced": ("forced, demonstrable", "gedwongen, aantoonbaar"),
    "departure.unsupervised": ("independent, without supervision", "zelfstandig zonder toezicht"),
    "departure.permit": ("no departure: permit", "geen vertrek: vergunning"),
    "departure.procedural": ("no departure: procedural or administrative", "geen vertrek: procedureel of administratief"),
    "departure.note": (
        "Departure that police and KMar registered beside DTenV is not simulated but given: after 2025 as it was then. A diamond at the top of a part is "
        "what was published of it and all below it.",
        "Vertrek dat politie en KMar buiten DTenV om registreren is niet gesimuleerd maar gegeven: na 2025 als toen. Een ruit aan de bovenrand van een deel is "
        "het cijfer van dat deel en alles eronder.",
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
    "budget.title": ("What the IND spent its budget on", "Waar de IND het budget aan besteedde"),
    "budget.unit": (
        "Files of normal weight per year; a file decided in the general procedure weighs one",
        "Dossiers van normaal gewicht per jaar; een dossier dat in de algemene procedure wordt beslist weegt een",
    ),
    "budget.aa": ("spoor 4: general procedure", "spoor 4: algemene procedure"),
    "budget.va": ("extended procedure, on top", "verlengde procedure, daarbovenop"),
    "budget.tracks": ("Dublin, spoor 2, border procedure", "Dublin, spoor 2, grensprocedure"),
    "budget.again": ("subsequent and re-opened files", "opvolgende aanvragen en zij-instroom"),
    "budget.nareis": ("nareis, article 8 ECHR, objections", "nareis, 8 EVRM, bezwaren"),
    "budget.late": ("appeals against late decisions", "beroepen niet tijdig beslissen"),
    "budget.renewal": ("permits renewed", "verlengde vergunningen"),
    "budget.ukraine": ("applications from Ukraine, woken", "geactiveerde aanvragen Oekraïne"),
    "budget.there": ("budget in the scenario", "budget in het scenario"),
    "budget.note": (
        "Not published: the budget is derived from decisions and their assumed weights. Members of an ensemble each have a budget near that of the scenario.",
        "Niet gepubliceerd: het budget is afgeleid uit beslissingen en hun aangenomen gewichten. Leden van een ensemble hebben elk een budget rond dat van het scenario.",
    ),
    # courts
    "courts.unit": ("Cases, at the end of each day", "Zaken, aan het eind van elke dag"),
    "courts.title": ("Cases pending at the courts and the Raad van State", "Zaken bij de rechtbanken en de Raad van State"),
    "courts.pending": ("appeals (main cases)", "beroepen (hoofdzaken)"),
    "courts.late.pending": ("late decision", "niet tijdig beslissen"),
    "raad_van_state.aa.pending": ("higher appeal AA", "hoger beroep AA"),
    "raad_van_state.va.pending": ("higher appeal VA", "hoger beroep VA"),
    "courts.note": (
        "Appeals against rejections (AA, VA, Dublin), without provisional measures. Higher appeals of Dublin decisions are with AA.",
        "Beroepen tegen afwijzingen (AA, VA, Dublin), zonder voorlopige voorzieningen. Hoger beroepen in Dublinzaken staan bij AA.",
    ),
    # nareis
    "nareis.title": ("Family abroad waiting for a nareis decision", "Familie in het buitenland in afwachting van een nareisbesluit"),
    "nareis.title.not_yet": ("Family abroad, by what they wait for", "Familie in het buitenland, naar waar zij op wacht"),
    "nareis.waiting_period": ("waiting period", "wachttermijn"),
    "nareis.conditions": ("income or house", "inkomen of woning"),
    "nareis.waiting_abroad": ("decision, total", "besluit, totaal"),
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
    "housed.title": ("Where status holders were housed", "Waar statushouders zijn gehuisvest"),
    "housed.unit": ("Persons per half year, as they count for the taakstelling", "Personen per halfjaar, zoals ze tellen voor de taakstelling"),
    "housed.house": ("a house", "een woning"),
    "housed.har": ("HAR(+): hotel or shared home", "HAR(+): hotel of gedeelde woning"),
    "housed.doorstroom": ("doorstroomlocatie", "doorstroomlocatie"),
    "housed.kso": ("small-scale place of Nidos (amv)", "kleinschalige plek van Nidos (amv)"),
    "housed.resettled": ("resettled, straight to a municipality", "hervestigd, direct naar een gemeente"),
    "housed.note": (
        "A house: from COA, found without help, or without a stay at COA. Who moves on from HAR(+) or a doorstroomlocatie to a house was counted already.",
        "Een woning: vanuit COA, zelf gevonden, of zonder verblijf bij COA. Wie uit HAR(+) of een doorstroomlocatie doorstroomt naar een woning telde al mee.",
    ),
    # the graph of the chain
    "graph.title": ("The asylum chain in {year}: who was where, and who went where", "De asielketen in {year}: wie was waar, en wie ging waarheen"),
    "graph.procedure": ("Where the file is (procedure)", "Waar het dossier is (procedure)"),
    "graph.residence": ("Where the person sleeps (residence)", "Waar de persoon slaapt (verblijf)"),
    "graph.unit": (
        "In a box: persons on 31 December {year} (with “in {year}”: over the year). At a line: persons who went that way in {year}; the thicker the line, the more.",
        "In een vak: personen op 31 december {year} (met “in {year}”: over het jaar). Bij een lijn: personen die in {year} die weg gingen; hoe dikker de lijn, hoe meer.",
    ),
    "graph.unit.interval": (
        "In a box: persons on 31 December {year} (with “in {year}”: over the year), and the 80% interval. At a line: persons who went that way in {year}; the thicker the line, the more.",
        "In een vak: personen op 31 december {year} (met “in {year}”: over het jaar), en het 80%-interval. Bij een lijn: personen die in {year} die weg gingen; hoe dikker de lijn, hoe meer.",
    ),
    "graph.terminal": (
        "Persons: in each state on 31 December {year}, and over {year} where it says so; and from each state to others over {year}.",
        "Personen: in elke toestand op 31 december {year}, en over {year} waar dat staat; en van elke toestand naar andere over {year}.",
    ),
    "graph.rounded": ("Rounded to three digits.", "Afgerond op drie cijfers."),
    "graph.colour": (
        "Lines have the colour of the part they come from; dashed lines run back, from right to left.",
        "Lijnen hebben de kleur van het deel waar ze vandaan komen; streeplijnen lopen terug, van rechts naar links.",
    ),
    "graph.medians": (
        "Medians, each of its own: what goes in and out need not add up to the difference of a stock.",
        "Medianen, elk apart: wat er in en uit gaat hoeft niet op te tellen tot het verschil van een voorraad.",
    ),
    "graph.folded": (
        "Left out: flows of less than {least} persons a year, {flows} in all, together {persons}.",
        "Weggelaten: stromen van minder dan {least} personen per jaar, {flows} in totaal, samen {persons}.",
    ),
    "graph.folded.states": (
        "Left out: flows of less than {least} persons a year, {flows} in all, together {persons}; and {states} states with as few.",
        "Weggelaten: stromen van minder dan {least} personen per jaar, {flows} in totaal, samen {persons}; en {states} toestanden met even weinig.",
    ),
    "graph.unnumbered": (
        "For want of room {n} lines have no number; it shows when a line is pointed at.",
        "Bij gebrek aan ruimte hebben {n} lijnen geen getal; het verschijnt bij het aanwijzen van een lijn.",
    ),
    "graph.quick": (
        "From a small run made for this alone, coarse: {runs} at scale {scale}. Name a run folder for its own numbers.",
        "Uit een kleine run die alleen hiervoor is gemaakt, grof: {runs} op schaal {scale}. Noem een runmap voor de getallen daarvan.",
    ),
    "graph.within": ("in {year}", "in {year}"),
    "graph.stock": ("at 31 December {year}", "op 31 december {year}"),
    "graph.flow": ("over {year}", "over {year}"),
    # length of stay
    "stay.title": ("Residents of COA by length of stay", "COA-bewoners naar verblijfsduur"),
    "stay.unit": ("Persons at COA, by time since arrival", "Personen bij COA, naar tijd sinds aankomst"),
    "permit.title": ("Status holders in COA reception by time since the permit", "Statushouders in de COA-opvang naar tijd sinds de vergunning"),
    "permit.unit": ("Persons at COA, by time since the permit; the agreed term is 14 weeks", "Personen bij COA, naar tijd sinds de vergunning; de afgesproken termijn is 14 weken"),
    "wait.title": ("How long status holders waited who left COA", "Hoe lang statushouders wachtten die COA verlieten"),
    "wait.unit": ("Persons who left COA in the year, by time from permit to leaving", "Personen die in het jaar COA verlieten, naar tijd van vergunning tot vertrek"),
    "wait.weeks": ("Mean weeks from permit to leaving", "Gemiddelde weken van vergunning tot vertrek"),
    "wait.within": ("Left within 14 weeks (%)", "Binnen 14 weken vertrokken (%)"),
    "stay.bars": ("Bars: median of {runs}. Whiskers: 80% interval, of inflow and parameters that are not known, and of chance.", "Staven: mediaan van {runs}. Streepjes: 80%-interval, van onbekende instroom en parameters, en van toeval."),
    "stay.bars.chance": (
        "Bars: median of {n} replications. Whiskers: 80% interval, of chance only; inflow and parameters are uncertain too, and by more.",
        "Staven: mediaan van {n} herhalingen. Streepjes: 80%-interval, alleen van toeval; instroom en parameters zijn ook onzeker, en meer.",
    ),
    "stay.64": ("Length of stay at COA on {when} (figure 64)", "Verblijfsduur bij COA op {when} (figuur 64)"),
    "stay.65": ("Status holders at COA by time since the permit on {when} (figure 65)", "Statushouders bij COA naar tijd sinds de vergunning op {when} (figuur 65)"),
    "stay.66": ("Status holders who left COA in {when} (figure 66)", "Statushouders die COA verlieten in {when} (figuur 66)"),
    "stay.earlier": ("{on} is no month end of the run; shown is {day}, the last one before it.", "{on} is geen maandeinde van de run; getoond is {day}, het laatste daarvoor."),
    "stay.note": (
        "Residents are counted by status and once more by kind. Waiting referents: family still abroad; reunited: it has come. Joiners are among the families.",
        "Bewoners zijn geteld naar status en nog eens naar soort. Wachtende referenten: gezin nog in het buitenland; herenigd: het is er. Intrekkers horen bij de gezinnen.",
    ),
    "stay.share": ("share", "aandeel"),
    "stay.64.all": ("All residents", "Alle bewoners"),
    "stay.64.in_procedure": ("In procedure", "In procedure"),
    "stay.64.status_holders": ("Status holders", "Statushouders"),
    "stay.64.departing": ("Have to leave", "In vertrek"),
    "stay.64.adults": ("Adults who came alone", "Alleen gekomen volwassenen"),
    "stay.64.families": ("Families", "Gezinnen"),
    "stay.64.amv": ("Amv", "Amv's"),
    "stay.65.all": ("All status holders", "Alle statushouders"),
    "stay.65.waiting_referents": ("Waiting referents", "Wachtende referenten"),
    "stay.65.reunited_referents": ("Reunited referents", "Herenigde referenten"),
    "stay.65.nareizigers": ("Nareizigers", "Nareizigers"),
    "stay.65.others": ("Neither referent nor nareiziger", "Referent noch nareiziger"),
    "stay.65.alone": ("Came alone", "Alleen gekomen"),
    "stay.65.families": ("Families", "Gezinnen"),
    "stay.66.all": ("All status holders", "Alle statushouders"),
    "stay.66.adults": ("Adults who came alone", "Alleen gekomen volwassenen"),
    "stay.66.families": ("Families", "Gezinnen"),
    "stay.66.amv": ("Amv", "Amv's"),
    "stay.66.joiners": ("Of the families: joined a referent", "Van de gezinnen: intrekkend bij een referent"),
    "coa.stay.lt1": ("under 1 year", "korter dan 1 jaar"),
    "coa.stay.1-2": ("1-2 years", "1-2 jaar"),
    "coa.stay.2-3": ("2-3 years", "2-3 jaar"),
    "coa.stay.3-4": ("3-4 years", "3-4 jaar"),
    "coa.stay.4-5": ("4-5 years", "4-5 jaar"),
    "coa.stay.gt5": ("over 5 years", "langer dan 5 jaar"),
    "coa.stay.mean": ("mean, months", "gemiddeld, maanden"),
    "coa.status_stay.lt15w": ("under 15 weeks", "korter dan 15 weken"),
    "coa.status_stay.15w-6m": ("15 weeks - 6 months", "15 weken - 6 maanden"),
    "coa.status_stay.6m-1y": ("6 months - 1 year", "6 maanden - 1 jaar"),
    "coa.status_stay.gt1y": ("over 1 year", "langer dan 1 jaar"),
    "coa.status_outflow": ("left COA", "uitgestroomd"),
    "coa.status_outflow.mean_weeks": ("mean weeks from permit", "gemiddelde weken na vergunning"),
    "coa.status_outflow.within14w": ("within 14 weeks", "binnen 14 weken"),
    # flows
    "flows.title": ("Who came to COA and who left in {}", "Wie bij COA kwam en wie vertrok in {}"),
    "flows.unit": ("Persons, medians, which need not add up; widths to scale", "Personen, medianen, die niet hoeven op te tellen; breedte op schaal"),
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
    "coa.inflow.ukraine": ("displaced from Ukraine, applied", "ontheemd uit Oekraïne, aanvraag"),
    "coa.outflow.housed": ("housed in a municipality", "gehuisvest in een gemeente"),
    "coa.births": ("born with a permit", "geboren met vergunning"),
    "coa.inflow.postponed": ("departure postponed", "uitstel van vertrek"),
    "coa.outflow.status_returned": ("status holders who went back", "statushouders die teruggingen"),
    "coa.outflow.nidos": ("minors to a Nidos family", "amv's naar een opvanggezin"),
    "coa.outflow.host": ("to family or friends, file open", "naar familie of vrienden, dossier open"),
    "coa.outflow.file_open": ("withdrawn or disappeared", "ingetrokken of verdwenen"),
    "coa.outflow.dublin": ("Dublin: transferred or gone", "Dublin: overgedragen of weg"),
    "coa.outflow.rejected": ("rejected, left", "afgewezen, vertrokken"),
    # the library of scenarios
    "library.title": ("Scenarios", "Scenario's"),
    "library.intro": (
        "Written by `ketensim show scenarios --page`. Every scenario is a file of `scenarios/` that says only what differs from the base. Combine "
        "those that touch different keys with a plus: `ketensim run basis laws-of-2026+court-capacity`. Two that set the same key are an error. "
        "Section and figure numbers are those of the *Staat van Migratie 2026*. The range of an assumption (low, high) is of the number of the "
        "change, a factor where that is a factor. No scenario lets persons come or stay away because of a policy unless it says so.",
        "Gemaakt met `ketensim show scenarios --page --lang nl`. Elk scenario is een bestand van `scenarios/` dat alleen zegt wat afwijkt van de basis. "
        "Combineer scenario's die verschillende sleutels raken met een plus: `ketensim run basis laws-of-2026+court-capacity`. Twee die dezelfde sleutel "
        "zetten zijn een fout. Paragrafen en figuren zijn die van de *Staat van Migratie 2026*. De marge van een aanname (low, high) hoort bij het getal "
        "van de wijziging, een factor waar dat een factor is. In geen scenario komen of blijven personen weg door beleid, tenzij het dat zegt. "
        "Bronnen zijn in het Engels.",
    ),
    "library.base": ("Base", "Basis"),
    "library.becomes": ("{before} becomes {after} on {day}", "{before} wordt {after} op {day}"),
    "library.other": ("Other", "Overige"),
    "library.waiting": ("Policies that wait for a part of the chain", "Beleid dat op een deel van de keten wacht"),
    "library.waiting.intro": (
        "In the report, and not to be run yet. Each comes with the part it needs.", "Staat in het rapport en kan nog niet worden doorgerekend. Elk komt met het deel dat nodig is.",
    ),
    "library.waits": ("**{policy}** (section {section}). Needs: {needs}.", "**{policy}** (paragraaf {section}). Nodig: {needs}."),
    # comparison
    "compare.title": ("{scenario}, compared with {reference}", "{scenario}, vergeleken met {reference}"),
    "compare.differs": ("What differs between the scenarios", "Wat verschilt tussen de scenario's"),
    "compare.same": ("Nothing differs between the scenarios.", "Er is geen verschil tussen de scenario's."),
    "compare.reference_says": ("reference", "referentie"),
    "compare.scenario_says": ("scenario", "scenario"),
    "compare.inherited": ("as inherited", "zoals geërfd"),
    "compare.first_day": ("{before} to {after} {unit} on {day}", "{before} wordt {after} {unit} op {day}"),
    "compare.no_day": ("no day of the run", "geen dag van de run"),
    "compare.years": (
        "Difference: mean over {pairs}; of {year} the 80% interval and the part of the pairs with more (ties half)",
        "Verschil: gemiddelde over {pairs}; van {year} het 80%-interval en het deel van de paren met meer (gelijke half)",
    ),
    "compare.dates": ("Medians, and the difference over {pairs}: mean, 80% interval and the part with more (ties half)", "Medianen, en het verschil over {pairs}: gemiddelde, 80%-interval en het deel met meer (gelijke half)"),
    "compare.nothing": ("No series of the table differs.", "Geen reeks van de tabel verschilt."),
    "compare.difference": ("difference", "verschil"),
    "compare.above": ("P(more)", "P(meer)"),
    "compare.when": ("when", "wanneer"),
    "compare.first": ("First difference, and from when on the 80% interval stays clear of nought", "Eerste verschil, en vanaf wanneer nul buiten het 80%-interval blijft"),
    "compare.first.any": ("first", "eerste"),
    "compare.first.clear": ("clear", "duidelijk"),
    "compare.first.one": ("First difference", "Eerste verschil"),
    "compare.never": ("never", "nooit"),
    "compare.not_at_end": ("not at the end", "niet aan het eind"),
    "compare.pairs": ("{n} pairs", "{n} paren"),
    "compare.pairs.one": ("1 pair", "1 paar"),
    "compare.peaks": ("Peak: median, 80% interval and when", "Piek: mediaan, 80%-interval en wanneer"),
    "compare.peak.level": ("peak", "piek"),
    "compare.peak.difference": ("largest difference", "grootste verschil"),
    "compare.peak.between_peaks": ("between the peaks", "tussen de pieken"),
    "compare.at_end": ("{share} of the pairs have it on the last day: it may rise on", "bij {share} van de paren op de laatste dag: stijgt mogelijk door"),
    "compare.days_above": ("Days on which {series} is above {threshold}", "Dagen waarop {series} boven {threshold} ligt"),
    "compare.days": ("days", "dagen"),
    "compare.ever": ("ever", "ooit"),
    "compare.precision": ("Pairs for a mean difference known within {wanted} (95%)", "Paren voor een gemiddeld verschil bekend op {wanted} na (95%)"),
    "compare.precision.now": ("now within", "nu op"),
    "compare.precision.more": ("more pairs", "paren erbij"),
    "compare.precision.members": ("members: {now} now, {needed} needed", "leden: nu {now}, {needed} nodig"),
    "compare.precision.replications": ("replications: {now} now, {needed} needed", "herhalingen: nu {now}, {needed} nodig"),
    "compare.causes.between_scenarios": (
        "COA occupancy on {end}: why {scenario} differs from {reference}",
        "Bezetting COA op {end}: waarom {scenario} verschilt van {reference}",
    ),
    "compare.causes.between_days": ("COA occupancy of {scenario}: the change from {begin} to {end}", "Bezetting COA in {scenario}: de verandering van {begin} tot {end}"),
    "compare.causes.unit": ("Persons more or fewer at COA; bars add up from top to bottom", "Personen meer of minder bij COA; staven tellen op van boven naar beneden"),
    "compare.mean": ("mean", "gemiddeld"),
    "compare.present": ("by numbers", "door aantal"),
    "compare.stay": ("by stay", "door duur"),
    "compare.group.in_procedure": ("In procedure", "In procedure"),
    "compare.group.status_holders": ("Status holders", "Statushouders"),
    "compare.group.departing": ("Have to leave", "In vertrek"),
    "compare.group.all": ("COA occupancy", "Bezetting COA"),
    "compare.cause.opening": ("on the first day", "op de eerste dag"),
    "compare.cause.permits": ("permits to residents", "vergunningen aan bewoners"),
    "compare.cause.must_leave": ("must leave (rejected, Dublin)", "moet weg (afgewezen, Dublin)"),
    "compare.cause.total": ("total", "totaal"),
    "compare.causes.note": (
        "Ways out are split: by numbers, more (fewer) leave because more (fewer) of the group are there; by stay, because each leaves sooner (later). "
        "Permits and rejections move residents from group to group. Means over pairs add up to the person.",
        "Uitstroom is gesplitst: door aantal, er gaan meer (minder) weg doordat er meer (minder) van de groep zijn; door duur, doordat ieder eerder (later) "
        "weggaat. Vergunningen en afwijzingen verplaatsen bewoners van groep naar groep. Gemiddelden over paren tellen op tot op de persoon.",
    ),
    "compare.causes.note_days": (
        "Ways out are split: by numbers, who would have left at the rate of as long a time just before; by stay, what differs from that. "
        "Permits and rejections move residents from group to group. Means over pairs add up to the person.",
        "Uitstroom is gesplitst: door aantal, wie in het tempo van een even lange tijd ervoor was weggegaan; door duur, het verschil daarmee. "
        "Vergunningen en afwijzingen verplaatsen bewoners van groep naar groep. Gemiddelden over paren tellen op tot op de persoon.",
    ),
    "compare.causes.note_flows": (
        "Permits and rejections move residents from group to group. Means over pairs add up to the person.",
        "Vergunningen en afwijzingen verplaatsen bewoners van groep naar groep. Gemiddelden over paren tellen op tot op de persoon.",
    ),
    "compare.bars": ("Whiskers: 80% interval of each cause.", "Streepjes: 80%-interval van elke oorzaak."),
    "compare.unit.stock": ("{unit}, at the end of each day", "{unit}, aan het eind van elke dag"),
    "compare.unit.flow": ("{unit} per month", "{unit} per maand"),
    "compare.unit.mean": ("{unit}, by quarter", "{unit}, per kwartaal"),
    "compare.unit.share": ("share, by quarter", "aandeel, per kwartaal"),
    "compare.bands": (
        "Above: medians and 80% intervals. Below: mean difference over {pairs} (the same persons with the same luck) with 50, 80 and 95% intervals.",
        "Boven: medianen en 80%-intervallen. Onder: gemiddeld verschil over {pairs} (dezelfde personen met hetzelfde lot) met 50-, 80- en 95%-interval.",
    ),
    "compare.bands.80": (
        "Above: medians and 80% intervals. Below: mean difference over {pairs} (the same persons with the same luck) with 80% intervals.",
        "Boven: medianen en 80%-intervallen. Onder: gemiddeld verschil over {pairs} (dezelfde personen met hetzelfde lot) met 80%-interval.",
    ),
    "compare.model": ("Model: ketensim {version}, scenarios {scenarios}, seed {seed}.", "Model: ketensim {version}, scenario's {scenarios}, seed {seed}."),
    "compare.caveat.one": ("One pair, so without intervals.", "Eén paar, dus zonder intervallen."),
    "compare.caveat.few": (
        "Few independent members or replications ({n}): intervals of differences assume a normal spread and are rough; from nine on they follow the pairs.",
        "Weinig onafhankelijke leden of herhalingen ({n}): intervallen van verschillen nemen een normale spreiding aan en zijn ruw; vanaf negen volgen ze de paren.",
    ),
    "compare.caveat.chance": (
        "No members of the ensemble: intervals hold chance only; inflow and parameters are uncertain too.",
        "Geen leden van het ensemble: intervallen bevatten alleen toeval; instroom en parameters zijn ook onzeker.",
    ),
    "compare.caveat.scale": ("Simulated at scale {scale}.", "Gesimuleerd op schaal {scale}."),
    "compare.caveat.code": (
        "{folder} was made with other code (ketensim {theirs}, the reference {ours}): the difference is of both, scenario and code.",
        "{folder} is gemaakt met andere code (ketensim {theirs}, de referentie {ours}): het verschil is van beide, scenario en code.",
    ),
    "compare.caveat.common_pairs": ("Of {most} pairs, all folders have {n} in common; the others are left out.", "Van {most} paren hebben alle mappen er {n} gemeen; de andere tellen niet mee."),
    "compare.caveat.common_days": ("Compared until {last}, the last day all folders have.", "Vergeleken tot {last}, de laatste dag die alle mappen hebben."),
    "compare.where": (
        "{folder}: {tables} and {charts} chart files; compared: {runs}",
        "{folder}: {tables} en {charts} grafiekbestanden; vergeleken: {runs}",
    ),
}  # fmt: skip

# series in the tables of the terminal: at most 22 characters
SHORT: dict[str, tuple[str, str]] = {
    "coa.occupancy": ("COA occupancy", "bezetting COA"),
    "coa.places": ("COA places", "COA-plekken"),
    "coa.occupancy_rate": ("occupancy rate COA", "bezettingsgraad COA"),
    "coa.places_short": ("COA places short", "tekort COA-plekken"),
    "coa.emergency_residents": ("without regular place", "geen reguliere plek"),
    "coa.without_place": ("without any place", "zonder enige plek"),
    "coa.status_holders": ("status holders at COA", "statushouders bij COA"),
    "housing.referents_waiting": ("referents waiting", "wachtende referenten"),
    "coa.amv": ("amv at COA", "amv's bij COA"),
    "nidos.amv": ("amv with Nidos", "amv's bij Nidos"),
    "ind.backlog": ("first files at IND", "eerste dossiers IND"),
    "ind.open_procedures": ("open procedures", "open procedures"),
    "courts.pending": ("main appeals pending", "beroepen aanhangig"),
    "nareis.waiting_abroad": ("family waiting abroad", "familie in buitenland"),
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
    "coa.cost": ("COA cost, EUR million", "kosten COA, mln euro"),
}

# where figures in charts come from, as calibration/figures.csv names it; what is not here is named so in both languages
SOURCES: dict[str, tuple[str, str]] = {
    "press quoting IND year figures 2023": ("IND year figures 2023 (press)", "IND Jaarcijfers 2023 (pers)"),
    "press quoting IND year figures 2024": ("IND year figures 2024 (press)", "IND Jaarcijfers 2024 (pers)"),
    "AIDA country report Netherlands (statistics)": ("AIDA country report", "AIDA-landenrapport"),
    "derived from figure 63": ("end of 2023 from figure 63", "eind 2023 uit figuur 63"),
    "Staat van Migratie 2026": ("Staat van Migratie 2026", "Staat van Migratie 2026"),
}

UNITS = {  # English, as in the files: Dutch
    "cases": "zaken", "days": "dagen", "decisions": "beslissingen", "factor": "factor", "files": "dossiers", "months": "maanden", "moves": "verhuizingen",
    "permits": "vergunningen", "persons": "personen", "share": "aandeel", "weeks": "weken", "years": "jaren", "year": "jaar",
    "week": "week", "half-year": "halfjaar", "1": "1", "places": "plekken", "locations": "locaties", "EUR": "euro",
}  # fmt: skip

MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
}


MILLION = 1e6  # of EUR, in tables


def label(key: str, language: str) -> str:
    """The text of a key in a language (``en`` or ``nl``). Raises KeyError for an unknown key."""
    return LABELS[key][LANGUAGES.index(language)]


def short(series: str, language: str) -> str:
    """A series in at most 22 characters."""
    return SHORT[series][LANGUAGES.index(language)]


def unit(english: str, language: str) -> str:
    """'dossiers/jaar' for 'files/year'."""
    return english if language == "en" else "/".join(UNITS.get(part, part) for part in english.split("/"))


def pairs(n: int, language: str) -> str:
    """'1 pair', '60 pairs'."""
    return label("compare.pairs.one" if n == 1 else "compare.pairs", language).format(n=number(n, language))


def runs(members: int, replications: int, language: str) -> str:
    """'30 members x 2 replications', '1 member x 1 replication'."""
    one, many = (
        (("member", "replication"), ("members", "replications")) if language == "en" else (("lid", "herhaling"), ("leden", "herhalingen"))
    )
    return " x ".join(f"{n} {one[k] if n == 1 else many[k]}" for k, n in enumerate((members, replications)))


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
        several = len(found) > 1 or any(" and " in number for number in found)
        many = label("figures" if several else "figure", language).format(", ".join(found))
        many = many.replace(" and ", " en ") if language == "nl" else many
        parts.append(f"{name}, {many}" if found else name)
    return label("source", language).format("; ".join(parts)) if parts else ""


def number(value: float, language: str) -> str:
    """A number with the thousands mark of the language; whole when it is a thousand or more."""
    text = f"{value:,.0f}" if abs(value) >= 1000 or float(value).is_integer() else f"{value:,.3g}"
    text = "0" if text == "-0" else text
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def amount(value: float, unit: str, language: str) -> str:
    """A value as tables of several series write it: '101%' of a share, EUR in whole millions, all else in its unit; empty for nan."""
    if value != value:
        return ""
    if unit == "share":
        return f"{100 * value:.0f}%"
    return number(round(value / MILLION) if unit == "EUR" else value, language)


def points(value: float, language: str) -> str:
    """A difference between shares: '+1.2 pp', in percentage points."""
    text = f"{100 * value:+.1f} pp" if abs(value) >= 0.0005 else "0 pp"
    return text.replace(".", ",") if language == "nl" else text


def share(value: float, language: str) -> str:
    """A deviation as a percentage with its sign: '+1.5%'."""
    text = f"{100 * value:+.1f}%" if abs(value) >= 0.0005 else "0.0%"
    return text.replace(".", ",") if language == "nl" else text
