module github.com/sockvet/sockvet/testdata/helperfixes

go 1.26.0
