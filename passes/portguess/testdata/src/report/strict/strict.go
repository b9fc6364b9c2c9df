package strict

import (
	"fmt"
	"math/rand"
	"net/http"
)

func Serve() error {
	return http.ListenAndServe(fmt.Sprintf(":%d", 1024+rand.Intn(1024)), nil) // want `port is drawn by rand.Intn,`
}
