"""A server that speaks S3 (moto's), for the tests.

    s3.py BUCKET...   It keeps all in memory, makes the buckets, takes a free port of this machine, prints it,
                      and ends when its standard input does. Any key signs in. LISTEN names the address, that of
                      this machine alone where it is not set.
"""

import os
import sys

from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.s3.models import s3_backends

ACCOUNT = "123456789012"

server = ThreadedMotoServer(ip_address=os.environ.get("LISTEN", "127.0.0.1"), port=0, verbose=False)
server.start()
for bucket in sys.argv[1:]:
    s3_backends[ACCOUNT]["aws"].create_bucket(bucket, "us-east-1")
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
