package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

var contextPrograms = []program{
	{"cancelTree", cancelTree}, {"causesOfATree", causesOfATree}, {"deadlineText", deadlineText}, {"values", values},
	{"afterFunc", afterFunc}, {"withoutCancel", withoutCancel}, {"workersUntilCancelled", workersUntilCancelled},
	{"deadlineOfTheParent", deadlineOfTheParent},
}

func show(name string, ctx context.Context) {
	fmt.Println(name, text(ctx.Err()))
}

func cancelTree() {
	root, cancelRoot := context.WithCancel(context.Background())
	left, cancelLeft := context.WithCancel(root)
	right, cancelRight := context.WithCancel(root)
	leaf, cancelLeaf := context.WithCancel(left)
	defer cancelLeaf()
	defer cancelRight()
	all := func(when string) {
		fmt.Println(when)
		show("root", root)
		show("left", left)
		show("right", right)
		show("leaf", leaf)
	}
	all("new")
	cancelLeft()
	all("left cancelled")
	cancelRoot()
	all("root cancelled")
	late, cancelLate := context.WithCancel(root)
	defer cancelLate()
	show("late", late)
}

func causesOfATree() {
	root, cancelRoot := context.WithCancelCause(context.Background())
	child, cancelChild := context.WithCancelCause(root)
	grandchild, cancelGrandchild := context.WithCancel(child)
	defer cancelGrandchild()
	all := func() {
		for _, each := range []context.Context{root, child, grandchild} {
			fmt.Println(text(each.Err()), "because", text(context.Cause(each)))
		}
	}
	all()
	cancelChild(errors.New("the child's"))
	all()
	cancelRoot(errors.New("the root's"))
	cancelRoot(errors.New("too late"))
	cancelChild(errors.New("too late"))
	all()
	plain, cancel := context.WithCancelCause(context.Background())
	cancel(nil)
	fmt.Println(text(plain.Err()), "because", text(context.Cause(plain)))
}

func deadlineText() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	<-ctx.Done()
	cancel()
	show("timeout", ctx)
	fmt.Println(text(context.Cause(ctx)))
	past, cancelPast := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancelPast()
	show("past", past)
	caused, cancelCaused := context.WithTimeoutCause(context.Background(), 0, errors.New("too slow"))
	defer cancelCaused()
	fmt.Println(text(caused.Err()), "because", text(context.Cause(caused)))
	early, cancelEarly := context.WithTimeout(context.Background(), time.Hour)
	cancelEarly()
	show("early", early)
}

type key string

func values() {
	root := context.WithValue(context.Background(), key("a"), "1")
	middle, cancel := context.WithCancel(root)
	defer cancel()
	leaf := context.WithValue(context.WithValue(middle, key("b"), "2"), key("a"), "3")
	for _, ctx := range []context.Context{root, middle, leaf} {
		for _, name := range []key{"a", "b", "c"} {
			value, found := ctx.Value(name).(string)
			if !found {
				value = "none"
			}
			fmt.Println(name, value)
		}
	}
}

func afterFunc() {
	ctx, cancel := context.WithCancel(context.Background())
	called := make(chan string)
	stopFirst := context.AfterFunc(ctx, func() { called <- "first" })
	stopSecond := context.AfterFunc(ctx, func() { called <- "second" })
	fmt.Println(stopFirst(), stopFirst())
	cancel()
	fmt.Println(<-called)
	fmt.Println(stopSecond())
	context.AfterFunc(ctx, func() { called <- "late" })
	fmt.Println(<-called)
}

func withoutCancel() {
	parent, cancel := context.WithCancel(context.WithValue(context.Background(), key("a"), "1"))
	free := context.WithoutCancel(parent)
	child, cancelChild := context.WithCancel(free)
	cancel()
	show("parent", parent)
	show("free", free)
	show("child", child)
	fmt.Println(free.Value(key("a")))
	cancelChild()
	show("child", child)
	show("free", free)
}

func workersUntilCancelled() {
	ctx, cancel := context.WithCancelCause(context.Background())
	ended := make(chan string)
	jobs := make(chan int)
	for range 3 {
		go func() {
			for {
				select {
				case <-ctx.Done():
					ended <- text(ctx.Err()) + ": " + text(context.Cause(ctx))
					return
				case <-jobs:
				}
			}
		}()
	}
	for i := range 10 {
		jobs <- i
	}
	cancel(errors.New("enough"))
	for range 3 {
		fmt.Println(<-ended)
	}
}

func deadlineOfTheParent() {
	soon := time.Now().Add(time.Hour)
	parent, cancelParent := context.WithDeadline(context.Background(), soon)
	later, cancelLater := context.WithDeadline(parent, soon.Add(time.Hour))
	earlier, cancelEarlier := context.WithDeadline(parent, soon.Add(-time.Minute))
	defer cancelEarlier()
	defer cancelLater()
	a, _ := later.Deadline()
	b, _ := earlier.Deadline()
	_, none := context.Background().Deadline()
	fmt.Println(a.Equal(soon), b.Equal(soon.Add(-time.Minute)), none)
	cancelParent()
	show("later", later)
	show("earlier", earlier)
}
