package main

import (
	"cmp"
	"fmt"
	"os"

	"github.com/sockvet/sockvet/internal/cache"
)

// cacheVariable names the environment variable that says what -cache does, which has
// precedence.
const cacheVariable = "SOCKVET_CACHE"

// openCache opens the store that the flag or the variable names, or the usual one. It
// returns nil if there is none. That is an error if somebody has named it: without the
// usual one, there is nothing amiss but time.
func (c *command) openCache(flag string) (*cache.Store, error) {
	setting := cmp.Or(flag, os.Getenv(cacheVariable))
	store, err := cache.Open(setting)
	switch {
	case err != nil && setting == "":
		fmt.Fprintln(c.stderr, "sockvet: nothing is kept between runs:", err)
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("cache: %w", err)
	}
	return store, nil
}
