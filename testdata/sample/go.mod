module example.com/sample

go 1.24

require github.com/phayes/freeport v0.0.0-20220201140144-74d24b5ae9f5
