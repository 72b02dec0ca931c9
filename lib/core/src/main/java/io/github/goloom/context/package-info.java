/** Contexts: deadlines, cancellation and values that a request carries with it. */
package io.github.goloom.context;
