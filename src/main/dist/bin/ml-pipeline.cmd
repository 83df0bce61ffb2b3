@echo off
rem Starts the command line from its own lib folder. JAVA, JAVA_HOME and ML_PIPELINE_OPTS are honoured.
setlocal
set "ML_PIPELINE_HOME=%~dp0.."
if not defined JAVA if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if not defined JAVA set "JAVA=java"
rem DJL must neither download nor report anything.
set "DJL_OFFLINE=true"
set "OPT_OUT_TRACKING=true"
"%JAVA%" -XX:+UseSerialGC -XX:InitialRAMPercentage=0.25 "-Donnxruntime.native.path=%ML_PIPELINE_HOME%\native" %ML_PIPELINE_OPTS% -cp "%ML_PIPELINE_HOME%\lib\*" io.jenkins.plugins.mlpipeline.engine.cli.Main %*
exit /b %ERRORLEVEL%
