// Package wrap calls a helper of another package for its own callers.
package wrap

import (
	"fmt"

	"fake/freeport"
)

func Addr() string {
	port, err := freeport.GetFreePort() // want "freeport.GetFreePort returns a port that is no longer held .*, and Addr passes it on"
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("localhost:%d", port)
}
