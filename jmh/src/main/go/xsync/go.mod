module github.com/goloom/goloom/jmh/xsync

go 1.26

require golang.org/x/sync v0.1.0
