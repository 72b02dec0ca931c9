package jmh

// The rows of Locks, Groups and Pools as Go's standard library does them.

import (
	"strconv"
	"sync"
	"testing"
)

func BenchmarkMutex(b *testing.B) {
	for _, goroutines := range []int{1, 2, 100} {
		b.Run(strconv.Itoa(goroutines), func(b *testing.B) {
			var mutex sync.Mutex
			count := 0
			share(b, goroutines, func() {
				mutex.Lock()
				count++
				mutex.Unlock()
			})
		})
	}
}

func BenchmarkRWMutexWriter(b *testing.B) {
	for _, goroutines := range []int{1, 2, 100} {
		b.Run(strconv.Itoa(goroutines), func(b *testing.B) {
			var mutex sync.RWMutex
			count := 0
			share(b, goroutines, func() {
				mutex.Lock()
				count++
				mutex.Unlock()
			})
		})
	}
}

// One operation is the whole group of 100,000 tasks.
func BenchmarkWaitGroup(b *testing.B) {
	for range b.N {
		var group sync.WaitGroup
		for range 100_000 {
			group.Go(func() {})
		}
		group.Wait()
	}
}

func BenchmarkPool(b *testing.B) {
	for _, bytes := range []int{1024, 65536} {
		b.Run(strconv.Itoa(bytes), func(b *testing.B) {
			pool := sync.Pool{New: func() any { buffer := make([]byte, bytes); return &buffer }}
			parallel(b, func() {
				buffer := pool.Get().(*[]byte)
				(*buffer)[0]++
				pool.Put(buffer)
			})
		})
	}
}
