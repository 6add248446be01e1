"""Moto's server, but that it writes one object at a time: it compares If-Match first and writes afterwards, and under load
another write can come between the two. In S3 the two are one step.
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
