"""What the user writes: scenario files and what they say of every parameter, each day::

scenario = load_scenario("basis")
faster = scenario.change("ind.budget", factor=1.2, from_="2027-01-01")
both = load_scenario("court-capacity+housing-up")
"""

from ketensim.scenario.combining import COMBINED_RULE, is_name
from ketensim.scenario.library import data_folder, names
from ketensim.scenario.loading import load_scenario, problems
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import Problem, ScenarioError
from ketensim.scenario.reading import NAME
from ketensim.scenario.scenario import ResolvedParameter, Scenario

__all__ = [
    "COMBINED_RULE",
    "NAME",
    "Parameter",
    "Problem",
    "ResolvedParameter",
    "Scenario",
    "ScenarioError",
    "data_folder",
    "is_name",
    "load_scenario",
    "names",
    "problems",
]
