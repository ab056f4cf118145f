"""The sample: a fictional oilfield area with a year of facts and ballots, made from a seed and a day."""

from xianfeng.sample.edges import EDGES, Edge
from xianfeng.sample.generator import generate
from xianfeng.sample.notes import notes
from xianfeng.sample.records import records
from xianfeng.sample.tables import Tables
from xianfeng.sample.writing import write_folder, write_workbook

__all__ = ["EDGES", "Edge", "Tables", "generate", "notes", "records", "write_folder", "write_workbook"]
