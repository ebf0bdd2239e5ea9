# SPDX-License-Identifier: Apache-2.0
"""The tables of an index in SQL, and what is counted of them, and what they say to be equal.

`files` is what each file says by itself, `records` every one that ever held, `claims` what people
say of files. `nodes` and `edges` are made of these three whenever they have changed.
"""

from scene_stager.provenance.carriers.document import VERSION as OF_JSON
from scene_stager.provenance.colour_signature import VERSION as VERSION_OF_COLOURS
from scene_stager.provenance.index.entry import EXPECTED, PLACEHOLDER
from scene_stager.provenance.perceptual_hash import VERSION as VERSION_OF_LOOKS
from scene_stager.provenance.pixel_hash import VERSION as VERSION_OF_PIXELS
from scene_stager.sqlite_file import SqliteKind

MARK, VERSION = 0x53746169, 2  # "Stai", by which SQLite tells our files: house default

TABLES = f"""
CREATE TABLE files (
    path BLOB PRIMARY KEY,
    size_bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
    kind TEXT NOT NULL, verdict TEXT NOT NULL, why TEXT NOT NULL,
    own TEXT NOT NULL, file TEXT NOT NULL, record TEXT NOT NULL,
    bits BLOB NOT NULL, quality INTEGER NOT NULL, colours BLOB NOT NULL,
    signature TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_by_own ON files (own);
CREATE INDEX files_by_bytes ON files (file);
CREATE INDEX files_awaited ON files (kind) WHERE kind = '{PLACEHOLDER}';
CREATE TABLE records (
    number INTEGER PRIMARY KEY, digest TEXT UNIQUE NOT NULL, own TEXT NOT NULL, record TEXT NOT NULL
);
CREATE INDEX records_by_own ON records (own);
CREATE TABLE parents (
    number INTEGER NOT NULL, place INTEGER NOT NULL, parent TEXT NOT NULL, kind TEXT NOT NULL,
    role TEXT NOT NULL, PRIMARY KEY (number, place)
) WITHOUT ROWID;
CREATE TABLE claims (
    path BLOB NOT NULL, place INTEGER NOT NULL, child TEXT NOT NULL, parent TEXT NOT NULL,
    kind TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (path, place)
) WITHOUT ROWID;
CREATE TABLE nodes (
    id TEXT PRIMARY KEY, number INTEGER, is_remembered INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE edges (
    child TEXT NOT NULL, parent TEXT NOT NULL, role TEXT NOT NULL, evidence TEXT NOT NULL,
    kind TEXT NOT NULL, number INTEGER, claim BLOB, is_refused INTEGER NOT NULL
);
CREATE INDEX edges_by_child ON edges (child);
CREATE INDEX edges_by_parent ON edges (parent);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIEW live AS
    SELECT files.path, files.own, records.number, 1 AS in_file FROM files
        JOIN records ON records.own = files.own AND records.record = files.record
        WHERE files.verdict = 'holds'
    UNION ALL
    SELECT files.path, files.own, max(records.number), 0 FROM files
        JOIN records ON records.own = files.own
        WHERE files.verdict <> 'holds' AND files.own <> '' GROUP BY files.path;
CREATE VIEW gaps AS
    SELECT DISTINCT parent, kind FROM edges WHERE parent NOT IN (SELECT id FROM nodes);
CREATE VIEW waiting AS
    SELECT path FROM files WHERE kind = '{PLACEHOLDER}'
        AND substr(path, 1, length(path) - {len(EXPECTED)}) NOT IN (SELECT path FROM files)
"""
MADE_BY = " ".join(
    (VERSION_OF_PIXELS.rstrip(bytes(1)).decode(), VERSION_OF_LOOKS, VERSION_OF_COLOURS, OF_JSON)
)
KIND = SqliteKind("an index of assets", MARK, VERSION, TABLES)
COLUMNS = 15  # of `files`
COUNTS = {
    "files": "files WHERE kind NOT IN ('placeholder', 'document', 'claim')",
    "documents": "files WHERE kind = 'document'",
    "unreadable": "files WHERE verdict = 'unreadable'",
    "records": "live",
    "remembered": "live WHERE in_file = 0",
    "broken": "files WHERE verdict = 'broken'",
    "gaps": "gaps",
    "placeholders": "waiting",
    "edges": "edges WHERE is_refused = 0",
    "claims": "claims",
    "refused": "edges WHERE is_refused = 1",
}
DUMPED = {
    "files": "path, kind, verdict, why, own, file, record, hex(bits), quality, hex(colours), "
    "signature",
    "records": "digest, own, record",
    "gaps": "parent, kind",
    "waiting": "path",
    "edges": "child, parent, role, evidence, kind, claim, is_refused",
}
