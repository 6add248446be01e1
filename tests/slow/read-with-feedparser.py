"""Reads feeds with Python's feedparser and prints what it finds, as JSON: one object a file."""
import json
import sys

import feedparser


def instant(parts):
    return None if parts is None else "%04d-%02d-%02dT%02d:%02d:%02dZ" % tuple(parts[:6])


def entry(it):
    return {
        "id": it.get("id"),
        "title": it.get("title"),
        "link": it.get("link"),
        "published": instant(it.get("published_parsed")),
        "updated": instant(it.get("updated_parsed")),
        "authors": [author.get("name") for author in it.get("authors", [])],
        "content": "".join(part.value for part in it.get("content", [])),
        "enclosures": [(link.get("href"), link.get("type"), link.get("length")) for link in it.get("enclosures", [])],
    }


def read(path):
    feed = feedparser.parse(path)
    return {
        "bozo": bool(feed.bozo),
        "title": feed.feed.get("title"),
        "entries": [entry(it) for it in feed.entries],
    }


print(json.dumps([read(path) for path in sys.argv[1:]]))
