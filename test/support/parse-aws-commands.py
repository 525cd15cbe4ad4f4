"""Parses commands of the AWS CLI with its own parser and models, without asking AWS.

Reads a JSON list of argument lists from stdin, writes a JSON list of messages: empty where the command is well formed.
The CLI checks every parameter against the service's model before it connects, and nothing listens where it is sent.
"""
import contextlib
import io
import json
import sys

import jmespath
from awscli.clidriver import create_clidriver

# What has been read of the models serves every command; all else is each command's own.
MODELS = create_clidriver().session.get_component('data_loader')


def driver():
    fresh = create_clidriver()
    fresh.session.register_component('data_loader', MODELS)
    return fresh


def complaint(arguments):
    kept = list(arguments)
    if '--query' in kept:
        at = kept.index('--query')
        try:
            jmespath.compile(kept[at + 1])
        except jmespath.exceptions.JMESPathError as error:
            return str(error)
        del kept[at:at + 2]
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
        try:
            status = driver().main(kept + ['--endpoint-url', 'http://127.0.0.1:9'])
        except SystemExit as stopped:
            status = stopped.code
    if 'Could not connect to the endpoint URL' in errors.getvalue():
        return ''
    return errors.getvalue().strip()[-600:] or f'status {status}'


json.dump([complaint(one) for one in json.load(sys.stdin)], sys.stdout)
