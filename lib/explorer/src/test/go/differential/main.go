// Runs programs, one a line of the file given, with Go's own channels and select, and prints what came of each.
// The text of a program is described in Program.java and Op.java.
package main

import (
	"bufio"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"sync"
)

type comm struct {
	send         bool
	chan_, value int
}

var chans []chan int

func main() {
	file, err := os.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fmt.Fprintln(out, lines.Text(), "->", run(lines.Text()))
	}
}

func run(program string) string {
	parts := strings.Split(program, " | ")
	chans = nil
	for _, capacity := range strings.Split(parts[0], ",") {
		if capacity == "n" {
			chans = append(chans, nil)
		} else {
			chans = append(chans, make(chan int, number(capacity)))
		}
	}
	results := make([]string, len(parts)-1)
	var all sync.WaitGroup
	for g, ops := range parts[1:] {
		all.Go(func() {
			var mine []string
			for _, op := range strings.Split(ops, " ") {
				mine = append(mine, execute(op))
			}
			results[g] = strings.Join(mine, " ")
		})
	}
	all.Wait()
	var sizes []string
	for _, c := range chans {
		sizes = append(sizes, strconv.Itoa(len(c)))
	}
	return strings.Join(results, " | ") + " # " + strings.Join(sizes, " ")
}

// execute does an operation; a panic's text is its result.
func execute(op string) (result string) {
	defer func() {
		if failure := recover(); failure != nil {
			text := failure.(error).Error()
			result = strings.ReplaceAll(text, " ", "-")
		}
	}()
	switch op[0] {
	case 's', 'r':
		return one(parse(op))
	case 'S', 'R':
		return try(parse(strings.ToLower(op)))
	case 'c':
		close(chans[parse(op).chan_])
		return "ok"
	case 'z':
		return strconv.Itoa(len(chans[parse(op).chan_]))
	default:
		return selects(op[1 : len(op)-1])
	}
}

func one(it comm) string {
	if it.send {
		chans[it.chan_] <- it.value
		return "ok"
	}
	value, open := <-chans[it.chan_]
	return received(value, open)
}

func try(it comm) string {
	if it.send {
		select {
		case chans[it.chan_] <- it.value:
			return "ok"
		default:
			return "no"
		}
	}
	select {
	case value, open := <-chans[it.chan_]:
		return received(value, open)
	default:
		return "no"
	}
}

func selects(text string) string {
	var comms []comm
	otherwise := false
	for _, each := range strings.Split(text, ",") {
		if each == "d" {
			otherwise = true
		} else if each != "" {
			comms = append(comms, parse(each))
		}
	}
	if len(comms) > 3 {
		return reflected(comms, otherwise)
	}
	// A nil channel stands for a case that there is not.
	var s, r [3]chan int
	var v [3]int
	for i, it := range comms {
		if it.send {
			s[i], v[i] = chans[it.chan_], it.value
		} else {
			r[i] = chans[it.chan_]
		}
	}
	if otherwise {
		select {
		case s[0] <- v[0]:
			return "0:ok"
		case s[1] <- v[1]:
			return "1:ok"
		case s[2] <- v[2]:
			return "2:ok"
		case value, open := <-r[0]:
			return "0:" + received(value, open)
		case value, open := <-r[1]:
			return "1:" + received(value, open)
		case value, open := <-r[2]:
			return "2:" + received(value, open)
		default:
			return "d"
		}
	}
	select {
	case s[0] <- v[0]:
		return "0:ok"
	case s[1] <- v[1]:
		return "1:ok"
	case s[2] <- v[2]:
		return "2:ok"
	case value, open := <-r[0]:
		return "0:" + received(value, open)
	case value, open := <-r[1]:
		return "1:" + received(value, open)
	case value, open := <-r[2]:
		return "2:" + received(value, open)
	}
}

func reflected(comms []comm, otherwise bool) string {
	var cases []reflect.SelectCase
	for _, it := range comms {
		each := reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(chans[it.chan_])}
		if it.send {
			each.Dir, each.Send = reflect.SelectSend, reflect.ValueOf(it.value)
		}
		cases = append(cases, each)
	}
	if otherwise {
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectDefault})
	}
	i, value, open := reflect.Select(cases)
	switch {
	case i == len(comms):
		return "d"
	case comms[i].send:
		return strconv.Itoa(i) + ":ok"
	case open:
		return strconv.Itoa(i) + ":" + received(int(value.Int()), true)
	default:
		return strconv.Itoa(i) + ":end"
	}
}

func received(value int, open bool) string {
	if open {
		return strconv.Itoa(value)
	}
	return "end"
}

func parse(text string) comm {
	place, value, send := strings.Cut(text[1:], "=")
	it := comm{send: send, chan_: number(place)}
	if send {
		it.value = number(value)
	}
	return it
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return n
}
