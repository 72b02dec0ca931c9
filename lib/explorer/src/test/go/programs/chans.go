package main

import (
	"fmt"
	"slices"
	"sync"
)

var chanPrograms = []program{
	{"sieve", sieve}, {"pingPong", pingPong}, {"fanIn", fanIn}, {"rangeOverClosed", rangeOverClosed},
	{"pipeline", pipeline}, {"bufferStates", bufferStates}, {"replyChannels", replyChannels},
	{"panicTexts", panicTexts}, {"workerPool", workerPool}, {"sameFringe", sameFringe}, {"relay", relay},
}

func sieve() {
	numbers := make(chan int)
	go func(to chan int) {
		for i := 2; ; i++ {
			to <- i
		}
	}(numbers)
	for range 25 {
		prime := <-numbers
		fmt.Println(prime)
		from, to := numbers, make(chan int)
		go func() {
			for {
				if n := <-from; n%prime != 0 {
					to <- n
				}
			}
		}()
		numbers = to
	}
}

func pingPong() {
	ping, pong := make(chan int), make(chan int)
	go func() {
		for ball := range ping {
			fmt.Println("pong", ball)
			pong <- ball + 1
		}
		close(pong)
	}()
	ball := 0
	for range 5 {
		fmt.Println("ping", ball)
		ping <- ball
		ball = <-pong
	}
	close(ping)
	_, open := <-pong
	fmt.Println(ball, open)
}

func fanIn() {
	all := make(chan int)
	var producers sync.WaitGroup
	for p := range 3 {
		producers.Go(func() {
			for i := range 4 {
				all <- 10*p + i
			}
		})
	}
	go func() {
		producers.Wait()
		close(all)
	}()
	last := map[int]int{}
	var got []int
	inOrder := true
	for n := range all {
		inOrder = inOrder && n >= last[n/10]
		last[n/10] = n
		got = append(got, n)
	}
	slices.Sort(got)
	fmt.Println(inOrder)
	for _, n := range got {
		fmt.Println(n)
	}
}

func rangeOverClosed() {
	letters := make(chan string, 3)
	letters <- "a"
	letters <- "b"
	letters <- "c"
	close(letters)
	for letter := range letters {
		fmt.Println(letter, len(letters))
	}
	_, open := <-letters
	fmt.Println("open", open)
	_, open = <-letters
	fmt.Println("open", open)
}

func pipeline() {
	numbers, squares := make(chan int), make(chan int, 2)
	go func() {
		for i := range 10 {
			numbers <- i
		}
		close(numbers)
	}()
	go func() {
		for n := range numbers {
			squares <- n * n
		}
		close(squares)
	}()
	sum := 0
	for n := range squares {
		sum += n
		fmt.Println(n, sum)
	}
}

func bufferStates() {
	c := make(chan int, 2)
	state := func(what string) { fmt.Println(what, len(c), cap(c)) }
	state("new")
	c <- 1
	state("one")
	c <- 2
	state("full")
	select {
	case c <- 3:
		fmt.Println("room")
	default:
		fmt.Println("no room")
	}
	fmt.Println(<-c)
	state("taken")
	c <- 4
	close(c)
	state("closed")
	fmt.Println(<-c)
	fmt.Println(<-c)
	state("drained")
	unbuffered := make(chan int)
	var none chan int
	fmt.Println(len(unbuffered), cap(unbuffered), len(none), cap(none))
}

func replyChannels() {
	type request struct {
		n     int
		reply chan int
	}
	requests := make(chan request)
	go func() {
		total := 0
		for each := range requests {
			total += each.n
			each.reply <- total
		}
	}()
	for i := range 6 {
		reply := make(chan int)
		requests <- request{i, reply}
		fmt.Println(i, <-reply)
	}
	close(requests)
}

func panicTexts() {
	closed := make(chan int, 1)
	close(closed)
	var none chan int
	fmt.Println(failure(func() { closed <- 1 }))
	fmt.Println(failure(func() { close(closed) }))
	fmt.Println(failure(func() { close(none) }))
	fmt.Println(failure(func() {
		select {
		case closed <- 1:
		default:
		}
	}))
	blocked, ended := make(chan int), make(chan string)
	go func() { ended <- failure(func() { blocked <- 1 }) }()
	go func() {
		ended <- failure(func() {
			select {
			case blocked <- 1:
			case none <- 2:
			}
		})
	}()
	close(blocked)
	fmt.Println(<-ended)
	fmt.Println(<-ended)
}

func workerPool() {
	jobs, results := make(chan int), make(chan int, 20)
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() {
			for job := range jobs {
				results <- job * job
			}
		})
	}
	for i := range 20 {
		jobs <- i
	}
	close(jobs)
	workers.Wait()
	close(results)
	var all []int
	for result := range results {
		all = append(all, result)
	}
	slices.Sort(all)
	for _, each := range all {
		fmt.Println(each)
	}
}

// Two trees of different shape with the same leaves, walked by goroutines.
func sameFringe() {
	var walk func(from, to int, left bool, out chan int)
	walk = func(from, to int, left bool, out chan int) {
		if to-from == 1 {
			out <- from
			return
		}
		middle := to - 1
		if left {
			middle = from + 1
		}
		walk(from, middle, left, out)
		walk(middle, to, left, out)
	}
	leaves := func(to int, left bool) chan int {
		out := make(chan int)
		go func() {
			walk(0, to, left, out)
			close(out)
		}()
		return out
	}
	compare := func(one, two chan int) {
		for {
			a, aOpen := <-one
			b, bOpen := <-two
			if aOpen != bOpen || a != b {
				fmt.Println("different")
				return
			}
			if !aOpen {
				fmt.Println("same")
				return
			}
			fmt.Println(a, b)
		}
	}
	compare(leaves(6, true), leaves(6, false))
	compare(leaves(3, true), leaves(4, true))
}

// Each goroutine sends its number when the one before it has.
func relay() {
	c := make(chan int)
	token := make(chan bool, 1)
	var previous chan bool = token
	token <- true
	done := make(chan bool)
	for i := range 5 {
		next := make(chan bool, 1)
		before := previous
		go func() {
			<-before
			c <- i
			next <- true
			done <- true
		}()
		previous = next
	}
	for range 5 {
		fmt.Println(<-c)
		<-done
	}
}
