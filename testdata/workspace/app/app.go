// Package app uses the other module of the workspace.
package app

import (
	"net/http"

	"example.com/ports"
)

// Run serves at an address that is no longer held.
func Run(handler http.Handler) error {
	addr, err := ports.Free()
	if err != nil {
		return err
	}
	return http.ListenAndServe(addr, handler)
}
