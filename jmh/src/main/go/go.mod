module github.com/goloom/goloom/jmh

go 1.26
