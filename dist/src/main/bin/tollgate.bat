@echo off
rem Starts Tollgate on the first Java found that is new enough.
rem TOLLGATE_JAVA_HOME chooses a Java, TOLLGATE_JAVA_OPTS adds options for its JVM.
setlocal EnableExtensions DisableDelayedExpansion
set "NEEDED=25"
for %%I in ("%~dp0..") do set "TOLLGATE_HOME_DIR=%%~fI"
set "JAVA_EXE="

call :try_home "%TOLLGATE_HOME_DIR%\runtime"
if not defined JAVA_EXE if defined TOLLGATE_JAVA_HOME call :try_home "%TOLLGATE_JAVA_HOME%"
if not defined JAVA_EXE if defined JAVA_HOME call :try_home "%JAVA_HOME%"
for %%R in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks") do (
  if exist "%%~R\" for /f "delims=" %%D in ('dir /b /ad /o-n "%%~R"') do if not defined JAVA_EXE call :try_home "%%~R\%%D"
)
if not defined JAVA_EXE for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :try_exe "%%~$PATH:J"
if not defined JAVA_EXE (
  >&2 echo tollgate: no Java %NEEDED% or newer in "%TOLLGATE_HOME_DIR%\runtime", TOLLGATE_JAVA_HOME, JAVA_HOME, the usual folders or PATH; install a JDK %NEEDED% or set TOLLGATE_JAVA_HOME to one.
  exit /b 2
)

rem A server wants steady pauses and a heap that grows as it is needed; every other command wants a quick start.
set "TUNING=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
for %%A in (%*) do if "%%~A"=="run" set "TUNING=-XX:+UseG1GC -Xms48m"

"%JAVA_EXE%" %TUNING% -Xshare:auto -XX:+ExitOnOutOfMemoryError --enable-native-access=org.xerial.sqlitejdbc,org.graalvm.truffle --sun-misc-unsafe-memory-access=allow -Dorg.eclipse.jetty.util.referencesPerCacheLine=16 "-Dtollgate.home=%TOLLGATE_HOME_DIR%" %TOLLGATE_JAVA_OPTS% --module-path "%TOLLGATE_HOME_DIR%\lib" --module tollgate.runtime/tollgate.runtime.cli.Main %*
exit /b %ERRORLEVEL%

rem Sets JAVA_EXE when the folder holds a Java that is new enough: asks its release file, then java itself.
:try_home
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" goto :ask_home
for /f "usebackq tokens=1,2 delims==" %%K in ("%~1\release") do if "%%K"=="JAVA_VERSION" call :accept "%~1\bin\java.exe" %%~L
exit /b 0
:ask_home
call :try_exe "%~1\bin\java.exe"
exit /b 0

:try_exe
for /f "tokens=2,3" %%K in ('^""%~1" -version 2^>^&1^"') do if "%%K"=="version" call :accept "%~1" %%~L
exit /b 0

:accept
for /f "delims=.-+" %%M in ("%~2") do if %%M GEQ %NEEDED% set "JAVA_EXE=%~1"
exit /b 0
