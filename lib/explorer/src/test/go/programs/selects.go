package main

import (
	"fmt"
	"slices"
	"time"
)

var selectPrograms = []program{
	{"fibonacciUntilQuit", fibonacciUntilQuit}, {"evenNumbers", evenNumbers}, {"mergeUntilBothClosed", mergeUntilBothClosed},
	{"tryInSelect", tryInSelect}, {"timeout", timeout}, {"closedIsReady", closedIsReady}, {"nilIsNeverReady", nilIsNeverReady},
	{"sendOrReceive", sendOrReceive},
}

func fibonacciUntilQuit() {
	numbers, quit := make(chan int), make(chan bool)
	go func() {
		for range 12 {
			fmt.Println(<-numbers)
		}
		close(quit)
	}()
	x, y := 0, 1
	for {
		select {
		case numbers <- x:
			x, y = y, x+y
		case <-quit:
			fmt.Println("quit")
			return
		}
	}
}

// A channel of one place is in turn ready to send and to receive.
func evenNumbers() {
	c := make(chan int, 1)
	for i := range 10 {
		select {
		case n := <-c:
			fmt.Println("got", n)
		case c <- i:
			fmt.Println("put", i)
		}
	}
}

func mergeUntilBothClosed() {
	numbers := func(from, to int) chan int {
		c := make(chan int)
		go func() {
			for i := from; i < to; i++ {
				c <- i
			}
			close(c)
		}()
		return c
	}
	a, b := numbers(0, 5), numbers(100, 108)
	var got []int
	for a != nil || b != nil {
		select {
		case n, open := <-a:
			if open {
				got = append(got, n)
			} else {
				a = nil
			}
		case n, open := <-b:
			if open {
				got = append(got, n)
			} else {
				b = nil
			}
		}
	}
	slices.Sort(got)
	for _, n := range got {
		fmt.Println(n)
	}
}

func tryInSelect() {
	c := make(chan int, 1)
	receive := func() {
		select {
		case n, open := <-c:
			fmt.Println("received", n, open)
		default:
			fmt.Println("nothing")
		}
	}
	send := func(n int) {
		select {
		case c <- n:
			fmt.Println("sent", n)
		default:
			fmt.Println("full")
		}
	}
	receive()
	send(1)
	send(2)
	receive()
	receive()
	send(3)
	close(c)
	receive()
	receive()
}

func timeout() {
	never := make(chan int)
	select {
	case <-never:
		fmt.Println("received")
	case never <- 1:
		fmt.Println("sent")
	case <-time.After(5 * time.Millisecond):
		fmt.Println("timeout")
	}
}

func closedIsReady() {
	closed, open := make(chan int, 2), make(chan int)
	closed <- 7
	close(closed)
	for range 3 {
		select {
		case n, ok := <-closed:
			fmt.Println(n, ok)
		case n := <-open:
			fmt.Println("open", n)
		}
	}
}

func nilIsNeverReady() {
	var none chan int
	some := make(chan int, 1)
	some <- 1
	for range 2 {
		select {
		case <-none:
			fmt.Println("from nil")
		case none <- 2:
			fmt.Println("to nil")
		case n := <-some:
			fmt.Println(n)
		default:
			fmt.Println("default")
		}
	}
}

// Two goroutines, each ready to send or to receive: one does either, never both, never with itself.
func sendOrReceive() {
	c := make(chan int)
	ended := make(chan string, 2)
	for i := range 2 {
		go func() {
			select {
			case c <- i:
				ended <- "sent"
			case n := <-c:
				if n != i {
					ended <- "received the other's"
				}
			}
		}()
	}
	both := []string{<-ended, <-ended}
	slices.Sort(both)
	fmt.Println(both[0])
	fmt.Println(both[1])
}
