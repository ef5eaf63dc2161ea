"""Every text of the page, in English and Dutch side by side. What tables and charts share stands in ``reporting/labels.py``."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {  # key: (English, Dutch)
    # head
    "scenario": ("scenario", "scenario"),
    "several": ("{n} scenarios for the Dutch asylum chain compared", "{n} scenario's voor de asielketen vergeleken"),
    "kicker": ("Projection of the Dutch asylum chain", "Projectie van de Nederlandse asielketen"),
    "what": (
        "A simulation, person by person, of the Dutch asylum chain from arrival to departure, calibrated to the published figures of 2024 "
        "and 2025. It shows what follows from a scenario, and how sure that is; it does not predict what will be decided.",
        "Een simulatie, persoon voor persoon, van de Nederlandse asielketen van aankomst tot vertrek, gekalibreerd op de gepubliceerde "
        "cijfers van 2024 en 2025. Ze laat zien wat uit een scenario volgt en hoe zeker dat is; ze voorspelt niet wat er besloten wordt.",
    ),
    "made": (
        "Simulated on {day} with ketensim {version} · {runs} · {first} to {last}",
        "Gesimuleerd op {day} met ketensim {version} · {runs} · {first} tot en met {last}",
    ),
    "runs.members": ("{members} × {replications}", "{members} × {replications}"),
    "members": ("{n} members", "{n} leden"),
    "members.one": ("1 member", "1 lid"),
    "replications": ("{n} replications", "{n} herhalingen"),
    "replications.one": ("1 replication", "1 herhaling"),
    "scaled": (
        "Simulated at scale {scale}: one simulated person stands for {times}. Use it to try things out, not to quote.",
        "Gesimuleerd op schaal {scale}: één gesimuleerde persoon staat voor {times}. Bedoeld om te proberen, niet om te citeren.",
    ),
    "contents": ("Contents", "Inhoud"),
    # headings
    "h.summary": ("In short", "In het kort"),
    "h.charts": ("Charts", "Grafieken"),
    "h.numbers": ("Main numbers by year", "Hoofdcijfers per jaar"),
    "h.differences": ("What the scenarios change", "Wat de scenario's veranderen"),
    "h.scenarios": ("The scenarios", "De scenario's"),
    "h.scenario": ("The scenario", "Het scenario"),
    "h.fit": ("How well it matches published figures", "Hoe goed het past bij gepubliceerde cijfers"),
    "h.width": ("Where the uncertainty comes from", "Waar de onzekerheid vandaan komt"),
    "h.parameters": ("Parameters and their sources", "Parameters en hun bronnen"),
    "h.limits": ("What this is not", "Wat dit niet is"),
    "h.origin": ("How it was made, and how to make it again", "Hoe dit gemaakt is, en hoe u het opnieuw maakt"),
    "h.appendix": ("Appendix", "Bijlage"),
    "appendix.intro": (
        "Everything behind the pages above; on paper it is printed in full.",
        "Alles achter het voorgaande; op papier staat het er helemaal.",
    ),
    "appendix.link": ("In the appendix: {what}.", "In de bijlage: {what}."),
    "swipe": ("Swipe sideways to see all of it.", "Veeg opzij om alles te zien."),
    # summary
    "now": (
        "On {day}, where the published figures end, the model has {median} people in COA reception; {published} were counted.",
        "Op {day}, waar de gepubliceerde cijfers eindigen, heeft het model {median} mensen in de COA-opvang; geteld werden er {published}.",
    ),
    "ahead": (
        "On {day} the model expects {median} people in COA reception{interval}. {change}",
        "Op {day} verwacht het model {median} mensen in de COA-opvang{interval}. {change}",
    ),
    "later": ("On {day} it is {median}{interval}. {change}", "Op {day} zijn het er {median}{interval}. {change}"),
    "interval": (" (80% interval {low} to {high})", " (80%-interval {low} tot {high})"),
    "interval.again": (" ({low} to {high})", " ({low} tot {high})"),
    "up.all": ("That is more than on {day} in each of the {n} simulations.", "Dat is in alle {n} simulaties meer dan op {day}."),
    "up.none": ("That is fewer than on {day} in each of the {n} simulations.", "Dat is in alle {n} simulaties minder dan op {day}."),
    "up.some": ("In {k} of the {n} simulations that is more than on {day}.", "In {k} van de {n} simulaties is dat meer dan op {day}."),
    "up.more": ("That is more than on {day}.", "Dat is meer dan op {day}."),
    "up.fewer": ("That is fewer than on {day}.", "Dat is minder dan op {day}."),
    "up.same": ("That is as many as on {day}.", "Dat is evenveel als op {day}."),
    "peak": (
        "From {eve} on, the highest number within the run is {median}{interval}.{when}",
        "Vanaf {eve} is het hoogste aantal binnen de run {median}{interval}.{when}",
    ),
    "peak.around": (
        " In half of the simulations it comes between {early} and {late}.",
        " In de helft van de simulaties valt het tussen {early} en {late}.",
    ),
    "peak.on": (" It comes in {month}.", " Het valt in {month}."),
    "peak.open": (
        " In {k} of the {n} it comes at the very end, so it may rise on.",
        " In {k} van de {n} valt het helemaal aan het eind, en kan het dus verder stijgen.",
    ),
    "peak.end": (
        " In {k} of the {n} simulations it comes at the very end, so it may rise on.",
        " In {k} van de {n} simulaties valt het helemaal aan het eind, en kan het dus verder stijgen.",
    ),
    "peak.end.one": (" It comes at the very end, so it may rise on.", " Het valt helemaal aan het eind, en kan dus verder stijgen."),
    "coa.status_holders": (
        "Of the people at COA on {day}, {median}{interval} are status holders, who wait for a house{before}.",
        "Van de mensen bij COA op {day} zijn er {median}{interval} statushouder; zij wachten op een woning{before}.",
    ),
    "ind.backlog": (
        "At the IND {median} first applications{interval} are pending on {day}{before}.",
        "Bij de IND zijn op {day} {median} eerste aanvragen{interval} in behandeling{before}.",
    ),
    "nareis.waiting_abroad": (
        "Abroad, {median} family members{interval} wait for a decision on nareis on {day}{before}.",
        "In het buitenland wachten op {day} {median} familieleden{interval} op een nareisbesluit{before}.",
    ),
    "housing.arrears": (
        "In housing status holders, municipalities are {median} on {day}{interval}, in persons, on what the taakstelling asks{before}.",
        "Met het huisvesten van statushouders liggen gemeenten op {day} {median}{interval}, in personen, op de taakstelling{before}.",
    ),
    "places.short": (
        "At the occupancy rate that COA aims at ({rate}), places short at the end of each year: {years}.",
        "Bij de bezettingsgraad waar COA op rekent ({rate}) is het tekort aan plekken aan het eind van elk jaar: {years}.",
    ),
    "places.without": (
        "People for whom there is no place of any kind at the end of each year: {years}. COA takes everybody in all the same.",
        "Mensen voor wie aan het eind van elk jaar geen enkele plek is: {years}. COA vangt toch iedereen op.",
    ),
    "places.enough": ("At the end of each year there is a place of some kind for everybody at COA.", "Aan het eind van elk jaar is er voor iedereen bij COA een of andere plek."),
    "places.year": ("{n} in {year}{interval}", "{n} in {year}{interval}"),
    "places.none": ("none", "geen"),
    "effect.places": (
        "On {day} on average {short} are short and {without} are without any place.",
        "Op {day} is het tekort aan plekken gemiddeld {short} en zijn er {without} zonder enige plek.",
    ),
    "places.more": ("{n} more places", "{n} groter"),
    "places.fewer": ("{n} fewer places", "{n} kleiner"),
    "places.same": ("as many places", "even groot"),
    "people.more": ("{n} more people", "{n} mensen meer"),
    "people.fewer": ("{n} fewer people", "{n} mensen minder"),
    "people.same": ("as many people", "evenveel mensen"),
    "behind": ("{n} behind", "{n} achter"),
    "level": ("level", "gelijk"),
    "in front": ("{n} ahead", "{n} voor"),
    "before.published": (", against {value} on {day} (published)", ", tegen {value} op {day} (gepubliceerd)"),
    "before.model": (", against {value} on {day} (in the model)", ", tegen {value} op {day} (in het model)"),
    "rests": (
        "All this rests on {median} first applications in {year}{interval}, against {before} in {last}. No one knows the inflow to come.",
        "Dit alles berust op {median} eerste aanvragen in {year}{interval}, tegen {before} in {last}. Niemand kent de komende instroom.",
    ),
    "rests.fixed": (
        "All this rests on {median} first applications in {year}{interval}, against {before} in {last}. The scenario fixes that inflow.",
        "Dit alles berust op {median} eerste aanvragen in {year}{interval}, tegen {before} in {last}. Het scenario legt die instroom vast.",
    ),
    "width": (
        "Of the width of the interval around COA occupancy on {day}, {inflow} comes from the inflow, {parameters} from parameters that are "
        "not well known, and {chance} from chance.",
        "Van de breedte van het interval rond de COA-bezetting op {day} komt {inflow} van de instroom, {parameters} van parameters die "
        "niet goed bekend zijn, en {chance} van toeval.",
    ),
    "met": (
        "Up to {day}, {met} of the {all} published figures that say something about the model come out within their tolerance.",
        "Tot en met {day} komen {met} van de {all} gepubliceerde cijfers die iets over het model zeggen binnen hun tolerantie uit.",
    ),
    "chance only": (
        "The intervals hold chance only: inflow and parameters are not known either, and matter more. Run with members to see that.",
        "De intervallen bevatten alleen toeval: ook instroom en parameters zijn onzeker, en dat weegt zwaarder. Draai met leden om dat te zien.",
    ),
    "no interval": ("There is one simulation, so nothing is said of how sure it is.", "Er is één simulatie; over zekerheid zegt die niets."),
    # differences in words
    "effect": (
        "“{title}”: on {day} on average {amount} in COA reception than in “{base}”{interval}. {surely}",
        "‘{title}’: op {day} gemiddeld {amount} in de COA-opvang dan in ‘{base}’{interval}. {surely}",
    ),
    "more.people": ("{n} people more", "{n} mensen meer"),
    "fewer.people": ("{n} people fewer", "{n} mensen minder"),
    "more": ("{n} more", "{n} meer"),
    "fewer": ("{n} fewer", "{n} minder"),
    "as many": ("none", "geen"),
    "effect.later": ("On {day} on average {amount}{interval}. {surely}", "Op {day} gemiddeld {amount}{interval}. {surely}"),
    "effect.same": (
        "“{title}”: on {day} exactly as many people in COA reception as in “{base}”, in every simulation.",
        "‘{title}’: op {day} precies evenveel mensen in de COA-opvang als in ‘{base}’, in elke simulatie.",
    ),
    "effect.same.later": ("On {day} too.", "Op {day} ook."),
    "sure.all": ("That holds in each of the {n} pairs of simulations.", "Dat geldt voor alle {n} paren van simulaties."),
    "sure.some": ("That holds in {k} of the {n} pairs of simulations.", "Dat geldt voor {k} van de {n} paren van simulaties."),
    "sure.not": (
        "The interval holds both more and fewer, so that it may be either; {k} of the {n} pairs give {what}.",
        "Het interval bevat zowel meer als minder, zodat het allebei kan zijn; {k} van de {n} paren geven {what}.",
    ),
    "sure.one": ("One pair of simulations, so without an interval.", "Eén paar simulaties, dus zonder interval."),
    "what.more": ("more", "meer"),
    "what.fewer": ("fewer", "minder"),
    "base.says": ("What “{title}” says", "Wat ‘{title}’ zegt"),
    "key": ("Key figures on {day}", "Kerncijfers op {day}"),
    "key.before": ("{day}: {value} (model)", "{day}: {value} (model)"),
    "key.published": ("{day}: {value} (published)", "{day}: {value} (gepubliceerd)"),
    # charts
    "chart.scenario": ("Scenario “{title}”.", "Scenario ‘{title}’."),
    "alt.stocks": ("Line chart, {first} to {last}. {lines}", "Lijngrafiek, {first} tot en met {last}. {lines}"),
    "alt.areas": (
        "Stacked areas of COA residents by kind of place, and a line of the places, {first} to {last}. {lines}",
        "Gestapelde vlakken van COA-bewoners naar soort plek, en een lijn van de plekken, {first} tot en met {last}. {lines}",
    ),
    "alt.amv": (
        "Stacked areas of unaccompanied minors by where they live, a line of the small-scale places, and apart those in extended care, {first} to {last}. {lines}",
        "Gestapelde vlakken van alleenstaande minderjarigen naar verblijf, een lijn van de kleinschalige plekken, en apart de verlengde opvang, {first} tot en met {last}. {lines}",
    ),
    "alt.ukraine": (
        "Stacked areas of displaced persons from Ukraine by the ground of their stay, and lines of municipal reception, its places, and those at COA, {first} to {last}. {lines}",
        "Gestapelde vlakken van ontheemden uit Oekraïne naar grond van verblijf, en lijnen van de gemeentelijke opvang, de plekken, en wie bij COA is, {first} tot en met {last}. {lines}",
    ),
    "alt.line": ("{name}: {start} at the start, {end} at the end{interval}.", "{name}: {start} aan het begin, {end} aan het eind{interval}."),
    "alt.taakstelling": (
        "Bars of the taakstelling and of status holders housed in each half year, and a line of the arrears; the numbers by year are in the table of main numbers.",
        "Staven van de taakstelling en van gehuisveste statushouders per halfjaar, en een lijn van de achterstand; de aantallen per jaar staan in de tabel met hoofdcijfers.",
    ),
    "alt.housed": (
        "Stacked bars of status holders housed in each half year, by where; the totals by year are in the table of main numbers.",
        "Gestapelde staven van gehuisveste statushouders per halfjaar, naar waarheen; de totalen per jaar staan in de tabel met hoofdcijfers.",
    ),
    "alt.ind-budget": (
        "Stacked bars of the work of the IND in each year by kind, and a line of its budget; the series ind.budget_used in the run folder have the numbers.",
        "Gestapelde staven van het werk van de IND per jaar naar soort, en een lijn van het budget; de reeksen ind.budget_used in de runmap geven de aantallen.",
    ),
    "alt.departure": (
        "Two stacked bars a year: those who left the caseload of DTenV by outcome, and chain-wide departure; the series departure.dtenv and departure.keten in the run folder have the numbers.",
        "Twee gestapelde staven per jaar: uitstroom uit de caseload van DTenV naar uitkomst, en ketenbreed vertrek; de reeksen departure.dtenv en departure.keten in de runmap geven de aantallen.",
    ),
    "alt.coa-stay": (
        "Bars of residents of COA by length of stay, at the ends of the years observed and of the run, with the published figures; `ketensim show stay` prints the numbers.",
        "Staven van COA-bewoners naar verblijfsduur, aan het eind van de waargenomen jaren en van de run, met de gepubliceerde cijfers; `ketensim show stay` geeft de aantallen.",
    ),
    "alt.coa-since-permit": (
        "Bars of status holders in COA reception by time since the permit, at the same dates, with the published figures; `ketensim show stay` prints the numbers.",
        "Staven van statushouders in de COA-opvang naar tijd sinds de vergunning, op dezelfde data, met de gepubliceerde cijfers; `ketensim show stay` geeft de aantallen.",
    ),
    "alt.coa-waiting": (
        "Bars by year: mean weeks from permit to leaving of status holders who left COA, and the share within 14 weeks, with the published figures.",
        "Staven per jaar: gemiddelde weken van vergunning tot vertrek van statushouders die COA verlieten, en het aandeel binnen 14 weken, met de gepubliceerde cijfers.",
    ),
    "alt.flows": (
        "Flow chart of who came to COA and who left, by cause; the totals are in the table of main numbers.",
        "Stroomschema van wie bij COA kwam en wie vertrok, naar oorzaak; de totalen staan in de tabel met hoofdcijfers.",
    ),
    "alt.comparison": ("{title}; the numbers are in the table of differences.", "{title}; de aantallen staan in de tabel met verschillen."),
    "alt.causes": (
        "Waterfall of the causes of the difference of “{title}”; the numbers are in the table under it.",
        "Waterval van de oorzaken van het verschil van ‘{title}’; de aantallen staan in de tabel eronder.",
    ),
    "charts.chain": ("The chain as a graph: “{title}”", "De keten als graaf: ‘{title}’"),
    "alt.chain": (
        "{title}. {track}: states as boxes with their persons, flows between them as lines; `ketensim show chain` prints them as tables.",
        "{title}. {track}: toestanden als vakken met hun personen, stromen ertussen als lijnen; `ketensim show chain` geeft ze als tabellen.",
    ),
    "charts.others": ("Charts of “{title}”", "Grafieken van ‘{title}’"),
    "numbers.others": ("Numbers of “{title}”", "Cijfers van ‘{title}’"),
    # numbers
    "numbers.intro": (
        "Median of the simulations, with the 80% interval under it{published}.",
        "Mediaan van de simulaties, met het 80%-interval eronder{published}.",
    ),
    "numbers.intro.one": ("One simulation, so without an interval{published}.", "Eén simulatie, dus zonder interval{published}."),
    "numbers.published": ("; ◇ marks the published figure", "; ◇ is het gepubliceerde cijfer"),
    "numbers.caption": ("Main stocks and flows: {title}", "Belangrijkste voorraden en stromen: {title}"),
    "numbers.short": (
        "The run holds no whole year; months and quarters stand in periods.parquet of the run folder.",
        "De run bevat geen heel jaar; maanden en kwartalen staan in periods.parquet in de runmap.",
    ),
    "series": ("series", "reeks"),
    # differences
    "differences.intro": (
        "Every scenario is simulated on the same people with the same luck, so a difference is the effect of what was changed. "
        "Numbers are differences from “{base}”: the mean over {pairs} of simulations, and the 80% interval.",
        "Elk scenario is gesimuleerd met dezelfde mensen en hetzelfde lot, dus een verschil is het effect van wat veranderd is. "
        "De getallen zijn verschillen met ‘{base}’: het gemiddelde over {pairs} van simulaties, en het 80%-interval.",
    ),
    "differences.caption": ("Difference between “{title}” and “{base}”", "Verschil tussen ‘{title}’ en ‘{base}’"),
    "differences.same": ("The same in every pair: {what}.", "In elk paar gelijk: {what}."),
    "apart": (
        "COA occupancy first differs on {first}; from {clear} to the end the 80% interval is clear of nought.",
        "De COA-bezetting verschilt voor het eerst op {first}; vanaf {clear} tot het eind ligt nul buiten het 80%-interval.",
    ),
    "apart.first": (
        "COA occupancy first differs on {first}; at the end the 80% interval holds nought.",
        "De COA-bezetting verschilt voor het eerst op {first}; aan het eind ligt nul binnen het 80%-interval.",
    ),
    "apart.one": ("COA occupancy first differs on {first}.", "De COA-bezetting verschilt voor het eerst op {first}."),
    "apart.never": ("COA occupancy differs on no day.", "De COA-bezetting verschilt op geen enkele dag."),
    "causes.title": ("Why COA occupancy differs on {day}", "Waardoor de COA-bezetting op {day} verschilt"),
    "causes.table": ("The same as a table", "Hetzelfde als tabel"),
    "cause": ("cause", "oorzaak"),
    # scenarios
    "name": ("name", "naam"),
    "period": ("period", "periode"),
    "period.of": ("{first} to {last}", "{first} tot en met {last}"),
    "files": ("files", "bestanden"),
    "hash": ("digest", "hash"),
    "changes.caption": ("What “{title}” changes in “{base}”", "Wat ‘{title}’ verandert in ‘{base}’"),
    "changes.none": ("“{title}” has the same values as “{base}”.", "‘{title}’ heeft dezelfde waarden als ‘{base}’."),
    "changes.packaged": ("the packaged base scenario", "het meegeleverde basisscenario"),
    "parameter": ("parameter", "parameter"),
    "change": ("change", "verandering"),
    "in base": ("was", "was"),
    "here": ("becomes", "wordt"),
    "source": ("source", "bron"),
    "no source": ("none given", "geen opgegeven"),
    "unrecorded": ("not recorded in the run folder", "niet vastgelegd in de runmap"),
    "groups": ("{n} groups", "{n} groepen"),
    "on": ("on {day}", "op {day}"),
    "on top": ("on top of that", "daarbovenop"),
    "from": ("from {day}", "vanaf {day}"),
    "until": ("until {day}", "tot {day}"),
    "sliding": ("sliding until {day}", "geleidelijk tot {day}"),
    "always": ("all days", "alle dagen"),
    # fit
    "fit.intro": (
        "The scenario “{title}” up to {day}, held against every published figure that has a tolerance. Parameters were tuned to the "
        "“fitted” figures; nothing was tuned to the “emergent” ones, which are the real test; “inputs” are fed to the model and prove nothing.",
        "Het scenario ‘{title}’ tot en met {day}, naast elk gepubliceerd cijfer met een tolerantie. Op de ‘afgestelde’ cijfers zijn "
        "parameters afgesteld; op de ‘niet afgestelde’ niet, die zijn de echte toets; ‘invoer’ gaat het model in en bewijst niets.",
    ),
    "fit.none": ("No published figure falls within the run.", "Geen enkel gepubliceerd cijfer valt binnen de run."),
    "fit.caption": ("Published figures within tolerance", "Gepubliceerde cijfers binnen de tolerantie"),
    "fit.out": ("Out of tolerance", "Buiten de tolerantie"),
    "fit.all": ("All {n} figures compared", "Alle {n} vergeleken cijfers"),
    "fit.changed": (
        "This scenario differs from the calibrated base by {day}: what is out may be what was changed.",
        "Dit scenario wijkt vóór of op {day} af van de gekalibreerde basis: wat niet past kan zijn wat veranderd is.",
    ),
    "role": ("kind", "soort"),
    "role.fitted": ("fitted", "afgesteld"),
    "role.emergent": ("emergent", "niet afgesteld"),
    "role.input": ("input", "invoer"),
    "within": ("within", "binnen"),
    "of": ("of", "van"),
    "share": ("share", "aandeel"),
    "figure": ("figure", "cijfer"),
    "period.short": ("period", "periode"),
    "published": ("published", "gepubliceerd"),
    "model": ("model", "model"),
    "interval.short": ("80% interval", "80%-interval"),
    "off": ("off by", "ernaast"),
    "tolerance": ("tolerance", "tolerantie"),
    "verdict": ("verdict", "oordeel"),
    "verdict.ok": ("within", "binnen"),
    "verdict.out": ("out", "buiten"),
    # width
    "width.intro": (
        "Each member of the ensemble is one way the world may be: values of the parameters that the published figures cannot tell apart, and an inflow to come. "
        "Each replication is other luck for everybody. So the width of an interval can be split.",
        "Elk lid van het ensemble is een manier waarop de wereld kan zijn: waarden van de parameters waartussen de gepubliceerde cijfers niet kunnen kiezen, en een "
        "instroom die nog komt. Elke herhaling is een ander lot voor iedereen. Zo is de breedte van een interval te splitsen.",
    ),
    "width.caption": ("Parts of the variance of COA occupancy", "Delen van de variantie van de COA-bezetting"),
    "width.few": (
        "With fewer than 8 members or 2 replications the width cannot be split, or nothing is projected.",
        "Met minder dan 8 leden of 2 herhalingen is de breedte niet te splitsen, of er is niets geprojecteerd.",
    ),
    "day": ("day", "dag"),
    "inflow": ("inflow", "instroom"),
    "parameters": ("parameters", "parameters"),
    "chance": ("chance", "toeval"),
    "sd": ("standard deviation", "standaardafwijking"),
    # parameters
    "parameters.intro": (
        "What the projection assumes of capacities after the figures end, with the range the members give it. The value of 2025 is kept; how "
        "far it may be off is an assumption. Sources and reasons are in English, as in the files.",
        "Wat de projectie aanneemt over capaciteiten nadat de cijfers ophouden, met de spreiding die de leden eraan geven. De waarde van 2025 "
        "blijft staan; hoe ver die ernaast kan zitten is een aanname. Bronnen en redenen zijn in het Engels, zoals in de bestanden.",
    ),
    "ensemble.other": (
        "The run was made with another ensemble than this version of ketensim has, so its ranges are not shown.",
        "De run is gemaakt met een ander ensemble dan deze versie van ketensim heeft; de spreiding ervan staat hier daarom niet.",
    ),
    "parameters.ahead": ("Assumed from {day}", "Aangenomen vanaf {day}"),
    "parameters.fitted": ("Fitted to the figures: {n} factors on parameters", "Afgesteld op de cijfers: {n} factoren op parameters"),
    "parameters.all": ("All {n} parameters of “{title}”", "Alle {n} parameters van ‘{title}’"),
    "value": ("value", "waarde"),
    "range": ("80% range", "80%-spreiding"),
    "unit": ("unit", "eenheid"),
    "why": ("why it is not known", "waarom onbekend"),
    "factor before": ("factor before the fit", "factor vooraf"),
    "factor after": ("after", "achteraf"),
    "when": ("when", "wanneer"),
    "members.none": (
        "This run keeps to the base values (no members): the ranges below are not in its intervals.",
        "Deze run houdt de basiswaarden aan (geen leden): de spreiding hieronder zit niet in de intervallen.",
    ),
    # limits
    # origin
    "origin.python": (
        "Some scenarios were changed in Python or come from files that are not in the package; they are whole in manifest.json.",
        "Sommige scenario's zijn in Python gewijzigd of komen uit bestanden die niet in het pakket zitten; ze staan geheel in manifest.json.",
    ),
    "origin.folder": ("run folder", "runmap"),
    "origin.seed": ("seed", "seed"),
    "origin.size": ("members × replications", "leden × herhalingen"),
    "origin.scale": ("scale", "schaal"),
    "origin.until": ("last day", "laatste dag"),
    "origin.begun": ("begun", "begonnen"),
    "origin.versions": ("versions", "versies"),
    "origin.code": ("digest of the code", "hash van de code"),
    "origin.git": ("checkout", "checkout"),
    "origin.changed": ("changed since", "daarna gewijzigd"),
    "origin.ensemble": ("digest of the ensemble", "hash van het ensemble"),
    "origin.scenario": ("digest of {name}", "hash van {name}"),
    "origin.cost": ("cost", "kosten"),
    "origin.cost.of": ("{moves} moves, {cpu} s of processor", "{moves} overgangen, {cpu} s processortijd"),
    "origin.same": (
        "The same scenario, seed and version give the same numbers on any number of cores.",
        "Hetzelfde scenario, dezelfde seed en versie geven dezelfde getallen op elk aantal kernen.",
    ),
    "foot": (
        "ketensim {version}, an open simulation of the Dutch asylum chain. Not a publication of IND, COA or DTenV.",
        "ketensim {version}, een open simulatie van de Nederlandse asielketen. Geen publicatie van IND, COA of DTenV.",
    ),
}  # fmt: skip

LIMITS: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (  # (English, Dutch): what, and what that means
    (
        ("Not a forecast of policy.", "Geen voorspelling van beleid."),
        (
            "A scenario keeps policy and capacities as it describes them. Files, appeals and residents may pile up year after year where in "
            "reality somebody would act.",
            "Een scenario houdt beleid en capaciteiten zoals het ze beschrijft. Dossiers, beroepen en bewoners kunnen zich jaar na jaar "
            "opstapelen waar in werkelijkheid iemand zou ingrijpen.",
        ),
    ),
    (
        ("Not certain of the inflow.", "Niet zeker van de instroom."),
        (
            "It is the largest unknown. The interval lets it wander as it has since 2014, unless the scenario fixes it.",
            "Dat is de grootste onbekende. In het interval zwerft de instroom zoals die sinds 2014 heeft gedaan, tenzij het scenario haar vastlegt.",
        ),
    ),
    (
        ("Not quick to see the end of a queue.", "Niet snel met het einde van een wachtrij."),
        (
            "A desk that empties decides on the day of application; in reality handling takes time, and staff would move elsewhere.",
            "Een loket dat leeg raakt beslist op de dag van aanvraag; in werkelijkheid kost behandelen tijd, en zou personeel ander werk krijgen.",
        ),
    ),
    (
        ("Not free of surprises in averages.", "Niet vrij van verrassende gemiddelden."),
        (
            "With more IND capacity the mean lead time can rise at first, because older files are decided; with less housing the mean wait of "
            "those who leave can fall, because only the quick ones do. Look at the stocks too.",
            "Met meer IND-capaciteit kan de gemiddelde doorlooptijd eerst stijgen, omdat oudere dossiers worden beslist; met minder woningen kan "
            "de gemiddelde wachttijd van wie vertrekt dalen, omdat alleen de snelle gevallen vertrekken. Kijk ook naar de voorraden.",
        ),
    ),
    (
        ("Not complete.", "Niet volledig."),
        (
            "Of the Migration Pact, families at the border are not in it. Departure beside DTenV, and who "
            "comes from Ukraine, are given numbers.",
            "Van het Migratiepact zitten gezinnen aan de grens er niet in. Vertrek buiten de DTenV om, en wie "
            "er uit Oekraïne komt, zijn gegeven aantallen.",
        ),
    ),
    (
        ("Not a count of beds.", "Geen telling van bedden."),
        (
            "How many places of each kind there are is published in part only; the rest is assumed, with a range. Places move nobody: COA takes "
            "everybody in, and the model says how many have no regular place, or none.",
            "Hoeveel plekken er van elke soort zijn is maar deels gepubliceerd; de rest is aangenomen, met een marge. Plekken verplaatsen niemand: "
            "COA vangt iedereen op, en het model zegt hoevelen geen reguliere plek hebben, of geen enkele.",
        ),
    ),
    (
        ("Not official.", "Niet officieel."),
        (
            "Nobody at IND, COA or DTenV has had a hand in it. Where the published figures do not close with each other, the model does not "
            "force them to.",
            "Niemand bij IND, COA of DTenV heeft eraan meegewerkt. Waar de gepubliceerde cijfers niet op elkaar aansluiten, dwingt het model "
            "dat niet af.",
        ),
    ),
)  # fmt: skip

MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
}
