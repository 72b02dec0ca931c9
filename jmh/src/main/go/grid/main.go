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

// A load runs once and records what it timed.
type load func(record func(time.Duration))

// whole times all that a load does.
func whole(work func()) load {
	return func(record func(time.Duration)) {
		start := time.Now()
		work()
		record(time.Since(start))
	}
}

func main() {
	if len(os.Args) != 5 {
		fail("usage: grid ROW ELEMENTS WARMUP_MILLIS RUNS")
	}
	row, elements, millis, runs := os.Args[1], number(os.Args[2]), number(os.Args[3]), number(os.Args[4])
	load := find(row, elements)

	warm := time.Now().Add(time.Duration(millis) * time.Millisecond)
	for {
		load(func(time.Duration) {})
		if time.Now().After(warm) {
			break
		}
	}
	var taken []time.Duration
	for range runs {
		load(func(it time.Duration) { taken = append(taken, it) })
	}
	for _, it := range taken {
		fmt.Println(float64(it.Nanoseconds()) / float64(elements))
	}
}

func find(row string, n int) load {
	words := strings.FieldsFunc(row, func(r rune) bool { return r == '_' || r == 'x' })
	size := func(i int) int { return number(words[i]) }
	switch words[0] {
	case "spsc":
		return whole(func() { move(1, 1, size(1), n) })
	case "mpmc":
		return whole(func() { move(size(1), size(2), size(3), n) })
	case "pingpong":
		return whole(func() { pingpong(n) })
	case "select4":
		return whole(func() { select4(size(1), n) })
	case "chain":
		return whole(func() { chain(size(1), n) })
	case "uncontended":
		return whole(func() { sendReceive(size(1), n) })
	case "select":
		return whole(func() { tryReceive(n) })
	case "sieve":
		return whole(sieve)
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
