//! The stages: the only place with files and threads.
