// The rows of jmh/compare as Go does them.
//
//	go run ./grid ROW ELEMENTS WARMUP_MILLIS RUNS
//
// prints, a line each, the nanoseconds per element of every timed run or, where a row is about latency, those of every sample.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// A load runs once and records what it timed, in nanoseconds.
type load func(record func(nanos float64))

// per times all of the work, per element.
func per(elements int, work func()) load {
	return func(record func(float64)) {
		start := time.Now()
		work()
		record(since(start) / float64(elements))
	}
}

func since(start time.Time) float64 {
	return float64(time.Since(start).Nanoseconds())
}

func main() {
	if len(os.Args) != 5 {
		fail("usage: grid ROW ELEMENTS WARMUP_MILLIS RUNS")
	}
	row, elements, millis, runs := os.Args[1], number(os.Args[2]), number(os.Args[3]), number(os.Args[4])
	load := find(row, elements)

	warm := time.Now().Add(time.Duration(millis) * time.Millisecond)
	for {
		load(func(float64) {})
		if time.Now().After(warm) {
			break
		}
	}
	var taken []float64
	for range runs {
		load(func(nanos float64) { taken = append(taken, nanos) })
	}
	for _, nanos := range taken {
		fmt.Println(nanos)
	}
}

func find(row string, n int) load {
	words := strings.FieldsFunc(strings.Replace(row, "ms", "", 1), func(r rune) bool { return r == '_' || r == 'x' })
	size := func(i int) int { return number(words[i]) }
	switch words[0] {
	case "spsc":
		return per(n, func() { move(1, 1, size(1), n) })
	case "mpmc":
		return per(n, func() { move(size(1), size(2), size(3), n) })
	case "pingpong":
		return per(n, func() { pingpong(n) })
	case "select4":
		return per(n, func() { select4(size(1), n) })
	case "chain":
		return per(n, func() { chain(size(1), n) })
	case "uncontended":
		return per(n, func() { sendReceive(size(1), n) })
	case "select":
		if row == "select_default_empty" {
			return per(n, func() { tryReceive(n) })
		}
		return func(record func(float64)) { handoffs(size(1), n, record) }
	case "sieve":
		return per(n, sieve)
	case "handoff":
		return func(record func(float64)) { handoffs(1, n, record) }
	case "timer":
		return func(record func(float64)) { timerLateness(time.Duration(size(1))*time.Millisecond, n, record) }
	case "close":
		return func(record func(float64)) { closes(size(1), strings.HasSuffix(row, "_total"), record) }
	case "channels":
		return channels(size(1), max(n, size(1)))
	case "waiters":
		return func(record func(float64)) { waiters(size(1), max(1, n/size(1)), record) }
	case "timers":
		return timers(size(1), max(1, n/size(1)))
	case "cases":
		return cases(size(1), n)
	}
	fail("no row " + row)
	return nil
}

func number(text string) int {
	it, err := strconv.Atoi(text)
	if err != nil {
		fail(err.Error())
	}
	return it
}

func expect(expected, actual int) {
	if expected != actual {
		fail(fmt.Sprintf("received %d values of %d", actual, expected))
	}
}

func fail(why string) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}
