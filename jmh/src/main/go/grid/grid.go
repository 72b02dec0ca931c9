package main

import (
	"sync"
	"sync/atomic"
)

func move(producers, consumers, capacity, n int) {
	c := make(chan int, capacity)
	var received atomic.Int64
	var sending, receiving sync.WaitGroup
	for range consumers {
		receiving.Go(func() { received.Add(int64(drain(c))) })
	}
	for range producers {
		sending.Go(func() { send(c, n/producers) })
	}
	sending.Wait()
	close(c)
	receiving.Wait()
	expect(n, int(received.Load()))
}

func pingpong(n int) {
	ping, pong := make(chan int), make(chan int)
	go relay(ping, pong)
	value := 42
	for range n {
		ping <- value
		value = <-pong
	}
	close(ping)
	expect(0, drain(pong))
}

func select4(capacity, n int) {
	var cs [4]chan int
	for i := range cs {
		cs[i] = make(chan int, capacity)
		go send(cs[i], n/len(cs))
	}
	for range n {
		select {
		case <-cs[0]:
		case <-cs[1]:
		case <-cs[2]:
		case <-cs[3]:
		}
	}
}

func chain(relays, n int) {
	first := make(chan int)
	from := first
	for range relays {
		to := make(chan int)
		go relay(from, to)
		from = to
	}
	go func() {
		send(first, n/relays)
		close(first)
	}()
	expect(n/relays, drain(from))
}

func sendReceive(capacity, n int) {
	c := make(chan int, capacity)
	sum := 0
	for range n {
		c <- 1
		sum += <-c
	}
	expect(n, sum)
}

func tryReceive(n int) {
	c := make(chan int)
	found := 0
	for range n {
		select {
		case <-c:
			found++
		default:
		}
	}
	expect(0, found)
}

// sieve runs up to the 1,000th prime: the numbers end with it.
func sieve() {
	from := make(chan int)
	go func(to chan<- int) {
		for i := 2; i <= 7919; i++ {
			to <- i
		}
		close(to)
	}(from)
	found := 0
	for {
		prime, ok := <-from
		if !ok {
			break
		}
		found++
		to := make(chan int)
		go func(from <-chan int) {
			for value := range from {
				if value%prime != 0 {
					to <- value
				}
			}
			close(to)
		}(from)
		from = to
	}
	expect(1000, found)
}

func send(c chan<- int, count int) {
	for i := range count {
		c <- i & 127
	}
}

func relay(from <-chan int, to chan<- int) {
	for value := range from {
		to <- value
	}
	close(to)
}

func drain(c <-chan int) int {
	count := 0
	for range c {
		count++
	}
	return count
}
