/// The relational database: SQL in callbacks goes in, rows come out; nothing here knows what the rows mean.
///
/// [dev.freshet.db.Db] is all that stores see: `query` for reading, `inTransaction` for writing, each in a
/// [dev.freshet.db.Lane]. Inside, SQLite runs on a few platform threads of its own, since its native calls
/// would hold the carriers of virtual threads; a database behind a network runs on the caller's thread over a
/// pool. [dev.freshet.db.Migrations] brings a data folder up to date and refuses one that is newer than the
/// program.
@NullMarked
package dev.freshet.db;

import org.jspecify.annotations.NullMarked;
