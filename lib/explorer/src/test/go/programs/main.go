// Programs that print the same in Go and with goloom; the classes beside HandWrittenProgramsTest are their twins.
package main

import (
	"fmt"
	"strings"
)

type program struct {
	name string
	run  func()
}

func main() {
	for _, group := range [][]program{chanPrograms, selectPrograms, contextPrograms, syncPrograms, timePrograms} {
		for _, each := range group {
			fmt.Println("== " + each.name)
			each.run()
		}
	}
}

// text is an error's text in goloom's spelling.
func text(err error) string {
	if err == nil {
		return "none"
	}
	return strings.ReplaceAll(err.Error(), "canceled", "cancelled")
}

// failure is the text of what f panics with.
func failure(f func()) (text string) {
	defer func() {
		switch it := recover().(type) {
		case nil:
			text = "none"
		case error:
			text = it.Error()
		default:
			text = fmt.Sprint(it)
		}
	}()
	f()
	return
}
