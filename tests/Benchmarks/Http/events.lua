-- Posts the paths of the file REQUESTS one after the other, each connection after a pause of DELAY milliseconds.
local paths, at, pause = {}, 0, tonumber(os.getenv("DELAY") or "0")

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    paths[#paths + 1] = wrk.format("POST", line)
  end
end

function delay()
  return pause
end

function request()
  at = at % #paths + 1
  return paths[at]
end
