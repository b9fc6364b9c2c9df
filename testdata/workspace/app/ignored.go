package app

import (
	"fmt"
	"net/http"

	"example.com/ports"
)

// RunIgnored has comments of which only the first silences something.
func RunIgnored(handler http.Handler) error {
	//sockvet:ignore portrace the container has a network of its own
	addr, err := ports.Free()
	if err != nil {
		return err
	}
	//sockvet:ignored portrace it is misspelt
	fmt.Println(addr)
	//sockvet:ignore sockdirs it is no check
	fmt.Println("and nothing is bound")
	return http.ListenAndServe(addr, handler)
}
