"""Runs a command and writes what it used to a file. usage: launch.py RESULT PROGRAM ARGUMENT...

Node cannot ask what its children used (wait4). A launcher of its own is also small: the memory of a child is
at least that of the process that starts it.
"""
import json
import os
import resource
import subprocess
import sys

result, *command = sys.argv[1:]
code = subprocess.call(command)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(result, 'w') as file:
    cpu = (used.ru_utime + used.ru_stime) * 1000
    json.dump({'cpuMilliseconds': cpu, 'peakMebibytes': used.ru_maxrss / 1024}, file)
sys.exit(code if code >= 0 else 1)
