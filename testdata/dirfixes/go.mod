module example.com/dirfixes

go 1.26
