package main

import (
	"fmt"
	"time"
)

var timePrograms = []program{
	{"timerStopAndReset", timerStopAndReset}, {"firedTimer", firedTimer}, {"timerFunction", timerFunction}, {"ticks", ticks},
}

func timerStopAndReset() {
	timer := time.NewTimer(time.Hour)
	fmt.Println(timer.Stop(), timer.Stop())
	fmt.Println(timer.Reset(time.Hour), timer.Reset(time.Hour))
	fmt.Println(timer.Stop())
	fmt.Println(timer.Reset(time.Millisecond))
	<-timer.C
	fmt.Println("fired")
	fmt.Println(timer.Stop(), timer.Reset(time.Hour), timer.Stop())
	fmt.Println(len(timer.C), cap(timer.C))
}

// A value that nobody has taken is gone after stop or reset.
func firedTimer() {
	timer := time.NewTimer(time.Millisecond)
	time.Sleep(30 * time.Millisecond)
	fmt.Println(timer.Stop())
	select {
	case <-timer.C:
		fmt.Println("stale")
	default:
		fmt.Println("nothing")
	}
	timer.Reset(time.Millisecond)
	time.Sleep(30 * time.Millisecond)
	fmt.Println(timer.Reset(time.Hour))
	select {
	case <-timer.C:
		fmt.Println("stale")
	default:
		fmt.Println("nothing")
	}
}

func timerFunction() {
	called := make(chan string)
	timer := time.AfterFunc(time.Millisecond, func() { called <- "called" })
	fmt.Println(<-called)
	fmt.Println(timer.Stop())
	fmt.Println(timer.Reset(time.Millisecond))
	fmt.Println(<-called)
	never := time.AfterFunc(time.Hour, func() { called <- "never" })
	fmt.Println(never.Stop(), never.Stop())
}

func ticks() {
	ticker := time.NewTicker(2 * time.Millisecond)
	last := time.Time{}
	for range 4 {
		at := <-ticker.C
		fmt.Println(at.After(last))
		last = at
	}
	time.Sleep(20 * time.Millisecond)
	ticker.Stop()
	select {
	case <-ticker.C:
		fmt.Println("tick")
	default:
		fmt.Println("none")
	}
}
