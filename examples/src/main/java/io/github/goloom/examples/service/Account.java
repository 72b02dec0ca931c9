package io.github.goloom.examples.service;

/** An account: a name, and the hash of its password with the salt. */
@SuppressWarnings("ArrayRecordComponent") // it only goes to the database
record Account(String name, byte[] salt, byte[] hash) {}
