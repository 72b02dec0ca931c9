package main

import "time"

// channels has one goroutine send to and receive from a buffered channel after the other, in turn.
func channels(size, n int) load {
	cs := make([]chan int, size)
	for i := range cs {
		cs[i] = make(chan int, 1)
	}
	return per(n, func() {
		at := 0
		for range n {
			cs[at] <- 42
			<-cs[at]
			at++
			if at == size {
				at = 0
			}
		}
	})
}

// waiters times from the close of a channel until all that wait for it have ended.
func waiters(size, times int, record func(float64)) {
	var taken float64
	for range times {
		taken += since(closeAll(size, func(int) {}))
	}
	record(taken / float64(times*size))
}

// timers sets timers until so many are pending, and then stops all; per timer.
func timers(size, times int) load {
	pending := make([]*time.Timer, size)
	return per(times*size, func() {
		for range times {
			for i := range pending {
				pending[i] = time.AfterFunc(time.Hour, func() {})
			}
			for _, timer := range pending {
				if !timer.Stop() {
					fail("a timer of an hour has run")
				}
			}
		}
	})
}

// cases has one goroutine send to one of the buffered channels of a select, and then select.
func cases(size, n int) load {
	cs, receive := selecting(size, 1)
	return per(n, func() {
		for i := range n {
			cs[i*37%size] <- 42
			receive()
		}
	})
}
