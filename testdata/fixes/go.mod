module github.com/sockvet/sockvet/testdata/fixes

go 1.26.0
