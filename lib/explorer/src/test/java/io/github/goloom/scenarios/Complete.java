package io.github.goloom.scenarios;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A scenario so small that each of its schedules is run. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Complete {}
