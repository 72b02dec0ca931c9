package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

var syncPrograms = []program{
	{"mutexCounter", mutexCounter}, {"tryLocks", tryLocks}, {"oncePanics", oncePanics}, {"onceValue", onceValue},
	{"condBroadcast", condBroadcast}, {"condSignalInOrder", condSignalInOrder}, {"waitGroupMisuse", waitGroupMisuse},
	{"groupFirstError", groupFirstError}, {"groupLimit", groupLimit}, {"sharedFlight", sharedFlight}, {"semaphoreTries", semaphoreTries},
}

func mutexCounter() {
	var lock sync.Mutex
	var all sync.WaitGroup
	count := 0
	for range 8 {
		all.Go(func() {
			for range 1000 {
				lock.Lock()
				count++
				lock.Unlock()
			}
		})
	}
	all.Wait()
	fmt.Println(count)
}

func tryLocks() {
	var lock sync.Mutex
	fmt.Println(lock.TryLock(), lock.TryLock())
	lock.Unlock()
	fmt.Println(lock.TryLock())
	var both sync.RWMutex
	fmt.Println(both.TryRLock(), both.TryRLock(), both.TryLock())
	both.RUnlock()
	fmt.Println(both.TryLock())
	both.RUnlock()
	fmt.Println(both.TryLock(), both.TryRLock(), both.TryLock())
	both.Unlock()
	fmt.Println(both.TryRLock())
}

func oncePanics() {
	var once sync.Once
	fmt.Println(failure(func() { once.Do(func() { panic("boom") }) }))
	fmt.Println(failure(func() { once.Do(func() { fmt.Println("again") }) }))
	each := sync.OnceFunc(func() { panic("each time") })
	fmt.Println(failure(each))
	fmt.Println(failure(each))
}

func onceValue() {
	value := sync.OnceValue(func() int {
		fmt.Println("made")
		return 42
	})
	var all sync.WaitGroup
	var sum atomic.Int64
	for range 4 {
		all.Go(func() { sum.Add(int64(value())) })
	}
	all.Wait()
	fmt.Println(sum.Load(), value())
}

func condBroadcast() {
	var lock sync.Mutex
	cond := sync.NewCond(&lock)
	ready, woken := false, 0
	waiting := 0
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			lock.Lock()
			defer lock.Unlock()
			waiting++
			for !ready {
				cond.Wait()
			}
			woken++
		})
	}
	for {
		lock.Lock()
		if waiting == 5 {
			break
		}
		lock.Unlock()
		time.Sleep(time.Millisecond)
	}
	fmt.Println(waiting, woken)
	ready = true
	cond.Broadcast()
	lock.Unlock()
	all.Wait()
	fmt.Println(waiting, woken)
}

func condSignalInOrder() {
	var lock sync.Mutex
	cond := sync.NewCond(&lock)
	woken := make(chan int)
	for i := range 4 {
		waits := make(chan bool)
		go func() {
			lock.Lock()
			close(waits)
			cond.Wait()
			lock.Unlock()
			woken <- i
		}()
		<-waits
		lock.Lock()
		lock.Unlock()
	}
	for range 4 {
		lock.Lock()
		cond.Signal()
		lock.Unlock()
		fmt.Println(<-woken)
	}
}

func waitGroupMisuse() {
	var group sync.WaitGroup
	group.Wait()
	fmt.Println("nobody to wait for")
	if failure(group.Done) != "none" {
		fmt.Println("negative")
	}
	var again sync.WaitGroup
	for round := range 3 {
		again.Go(func() { fmt.Println("round", round) })
		again.Wait()
	}
}

// x/sync's errgroup, as much of it as is needed here.
func groupFirstError() {
	ctx, cancel := context.WithCancelCause(context.Background())
	var tasks sync.WaitGroup
	var once sync.Once
	var first error
	start := func(task func() error) {
		tasks.Go(func() {
			if err := task(); err != nil {
				once.Do(func() {
					first = err
					cancel(err)
				})
			}
		})
	}
	failed := make(chan bool)
	for range 3 {
		start(func() error {
			<-ctx.Done()
			<-failed
			return errors.New("later")
		})
	}
	start(func() error { return nil })
	start(func() error { return errors.New("first") })
	<-ctx.Done()
	close(failed)
	tasks.Wait()
	fmt.Println(text(first))
	fmt.Println(text(ctx.Err()), "because", text(context.Cause(ctx)))
}

func groupLimit() {
	slots := make(chan bool, 2)
	var tasks sync.WaitGroup
	try := func(task func()) bool {
		select {
		case slots <- true:
			tasks.Go(func() {
				defer func() { <-slots }()
				task()
			})
			return true
		default:
			return false
		}
	}
	hold := make(chan bool)
	wait := func() { <-hold }
	fmt.Println(try(wait), try(wait), try(wait))
	close(hold)
	tasks.Wait()
	fmt.Println(try(wait))
	tasks.Wait()
}

// x/sync's singleflight, as much of it as is needed here.
func sharedFlight() {
	var lock sync.Mutex
	var flight sync.WaitGroup
	running, joined, runs, value := false, 0, 0, ""
	do := func(body func() string) string {
		lock.Lock()
		if running {
			joined++
			lock.Unlock()
			flight.Wait()
			return value
		}
		running = true
		flight.Add(1)
		lock.Unlock()
		value = body()
		lock.Lock()
		running = false
		lock.Unlock()
		flight.Done()
		return value
	}
	results := make(chan string, 5)
	started, end := make(chan bool), make(chan bool)
	go func() {
		results <- do(func() string {
			runs++
			close(started)
			<-end
			return "value"
		})
	}()
	<-started
	for range 4 {
		go func() { results <- do(func() string { return "not run" }) }()
	}
	for {
		lock.Lock()
		n := joined
		lock.Unlock()
		if n == 4 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	close(end)
	for range 5 {
		fmt.Println(<-results)
	}
	fmt.Println(runs)
	fmt.Println(do(func() string { return "another flight" }))
}

// x/sync's semaphore: a weight is there or not.
func semaphoreTries() {
	free := 10
	try := func(weight int) bool {
		if weight > free {
			return false
		}
		free -= weight
		return true
	}
	fmt.Println(try(7), try(4), try(3), try(1), try(0))
	free += 4
	fmt.Println(try(5), try(4), try(11))
}
