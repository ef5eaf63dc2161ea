"""What the user writes: scenario files and what they say of every parameter, each day::

scenario = load_scenario("basis")
faster = scenario.change("ind.spoor4.capacity", factor=1.2, from_="2027-01-01")
"""

from ketensim.scenario.library import data_folder, names
from ketensim.scenario.loading import load_scenario, problems
from ketensim.scenario.parameter import Parameter
from ketensim.scenario.problems import Problem, ScenarioError
from ketensim.scenario.reading import NAME
from ketensim.scenario.scenario import ResolvedParameter, Scenario

__all__ = [
    "NAME",
    "Parameter",
    "Problem",
    "ResolvedParameter",
    "Scenario",
    "ScenarioError",
    "data_folder",
    "load_scenario",
    "names",
    "problems",
]
