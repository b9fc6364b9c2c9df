module github.com/sockvet/sockvet

go 1.26.0
