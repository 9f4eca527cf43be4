"""python -m bench.prepare small | full: the database, before anything is measured."""

import sys

from bench import ground

if __name__ == "__main__":
    ground.prepare(sys.argv[1])
