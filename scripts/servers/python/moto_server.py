"""Moto's server, changed to write one object at a time. Moto compares If-Match first and writes afterwards, so that under
load another write can happen in between. In S3, both are one atomic step.
"""
from threading import Lock

from moto.s3.responses import S3Response
from moto.server import main

put_object = S3Response.put_object
lock = Lock()


def put_object_alone(self):
    with lock:
        return put_object(self)


S3Response.put_object = put_object_alone

if __name__ == "__main__":
    main()
