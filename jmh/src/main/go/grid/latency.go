package main

import (
	"reflect"
	"runtime"
	"runtime/metrics"
	"sync"
	"time"
)

// Between two hand-offs all goroutines wait for so long.
const pause = 500 * time.Microsecond

// handoffs times from before a send until after the receive that it serves, on one of several unbuffered channels.
func handoffs(count, samples int, record func(float64)) {
	cs, receive := selecting(count, 0)
	sent := make([]time.Time, samples)
	var receiving sync.WaitGroup
	receiving.Go(func() {
		for i := range samples {
			receive()
			record(since(sent[i]))
		}
	})
	for i := range samples {
		time.Sleep(pause)
		sent[i] = time.Now()
		cs[i*37%count] <- 42
	}
	receiving.Wait()
}

// selecting has a receive from any of the channels. Their number is known at run time only, hence the reflection.
func selecting(count, capacity int) (cs []chan int, receive func()) {
	cases := make([]reflect.SelectCase, count)
	for i := range cases {
		c := make(chan int, capacity)
		cs = append(cs, c)
		cases[i] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)}
	}
	if count == 1 {
		return cs, func() { <-cs[0] }
	}
	return cs, func() { reflect.Select(cases) }
}

// timerLateness times from when a timer is due until its function runs. One timer at a time.
func timerLateness(delay time.Duration, samples int, record func(float64)) {
	ran := make(chan time.Time)
	for range samples {
		due := time.Now().Add(delay)
		time.AfterFunc(delay, func() { ran <- time.Now() })
		record(float64((<-ran).Sub(due).Nanoseconds()))
	}
}

// closes times from before the close until after each wait that it ends, or until after the last of them.
func closes(count int, total bool, record func(float64)) {
	woken := make([]time.Time, count)
	start := closeAll(count, func(i int) { woken[i] = time.Now() })
	last := start
	for _, at := range woken {
		if at.After(last) {
			last = at
		}
		if !total {
			record(float64(at.Sub(start).Nanoseconds()))
		}
	}
	if total {
		record(float64(last.Sub(start).Nanoseconds()))
	}
}

// closeAll closes a channel that so many goroutines wait for, and returns when it did so, after all have ended.
func closeAll(count int, woken func(int)) time.Time {
	c := make(chan int)
	var waiting sync.WaitGroup
	for i := range count {
		waiting.Go(func() {
			<-c
			woken(i)
		})
	}
	for !parked() {
		runtime.Gosched()
	}
	start := time.Now()
	close(c)
	waiting.Wait()
	return start
}

// parked is whether all goroutines but the one that asks wait.
func parked() bool {
	samples := []metrics.Sample{
		{Name: "/sched/goroutines/runnable:goroutines"},
		{Name: "/sched/goroutines/running:goroutines"},
	}
	metrics.Read(samples)
	if samples[0].Value.Kind() != metrics.KindUint64 {
		fail("needs Go 1.26")
	}
	return samples[0].Value.Uint64() == 0 && samples[1].Value.Uint64() <= 1
}
