module example.com/vendored

go 1.26

require example.com/ports v1.0.0
